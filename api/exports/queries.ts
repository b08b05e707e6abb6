import { sql } from 'kysely';
import type { Db } from '../../db/tables/index.ts';
import type { Localised, Quarter, Score, UnitId } from '../../db/vocabulary.ts';

/** An answer as a settled quarter keeps it. */
export interface StoredRow {
  readonly responseId: string;
  readonly fieldId: string;
  readonly procedure: string;
  readonly channel: string;
  readonly medium: string;
  readonly language: string;
  readonly version: string;
  readonly demographics: Readonly<Record<string, string>>;
  readonly overall: Score;
  readonly answers: Readonly<Record<string, Score | string>>;
}

/** The next answers of a quarter after the one named, by their random id. */
export function pageOfRows(
  db: Db,
  page: { unitId: UnitId; quarter: Quarter; after: string; size: number },
): Promise<StoredRow[]> {
  return db
    .selectFrom('quarterResponses')
    .select([
      'responseId',
      'fieldId',
      'procedure',
      'channel',
      'medium',
      'language',
      'version',
      'demographics',
      'overall',
      'answers',
    ])
    .where('unitId', '=', page.unitId)
    .where('quarter', '=', page.quarter)
    .where('responseId', '>', page.after)
    .orderBy('responseId')
    .limit(page.size)
    .execute();
}

/** Questions with one to four answers in a field: they have no figures, so rows leave their answers out as well. */
export function withheldQuestions(
  db: Db,
  filter: { unitId: UnitId; quarter: Quarter },
): Promise<{ fieldId: string; questionId: string; version: string }[]> {
  return db
    .selectFrom('quarterQuestions')
    .select(['fieldId', 'questionId', 'version'])
    .where('unitId', '=', filter.unitId)
    .where('quarter', '=', filter.quarter)
    .where('withheld', '=', true)
    .union(
      db
        .selectFrom('quarterChoices')
        .select(['fieldId', 'questionId', 'version'])
        .where('unitId', '=', filter.unitId)
        .where('quarter', '=', filter.quarter)
        .where('withheld', '=', true),
    )
    .execute();
}

/** The next revealed comments after the one named, by their random id. */
export function pageOfComments(
  db: Db,
  page: { unitId: UnitId; after: string; size: number },
): Promise<{ commentId: string; fieldId: string; comment: string }[]> {
  return db
    .selectFrom('comments')
    .select(['commentId', 'fieldId', 'comment'])
    .where('unitId', '=', page.unitId)
    .where('commentId', '>', page.after)
    .orderBy('commentId')
    .limit(page.size)
    .execute();
}

/** How the answers of settled quarters spread over the marks, by each answer to a question about the person. */
export async function countPeople(
  db: Db,
  filter: { unitIds: readonly UnitId[]; quarters: readonly Quarter[] },
): Promise<{ questionId: string; optionId: string; overall: Score; answered: number }[]> {
  const { rows } = await sql<{ questionId: string; optionId: string; overall: Score; answered: number }>`
    select told.key as "questionId", told.value as "optionId", overall, count(*)::int as answered
    from quarter_responses, jsonb_each_text(demographics) as told
    where unit_id = any(${filter.unitIds}::int[]) and quarter = any(${filter.quarters}::text[])
    group by told.key, told.value, overall
    order by told.key, told.value, overall`.execute(db);
  return rows;
}

/** The names of a unit's fields and procedures, as codes in rows stand for them. */
export async function catalogueNames(
  db: Db,
  unitId: UnitId,
): Promise<{ fields: { code: string; name: Localised }[]; procedures: { code: string; name: Localised }[] }> {
  const fields = await db
    .selectFrom('fields')
    .select(['fieldId', 'nameVi', 'nameEn'])
    .where('unitId', '=', unitId)
    .orderBy('position')
    .execute();
  const procedures = await db
    .selectFrom('procedures')
    .select(['procedureCode', 'nameVi', 'nameEn'])
    .where('unitId', '=', unitId)
    .orderBy('procedureCode')
    .execute();
  return {
    fields: fields.map(({ fieldId, nameVi, nameEn }) => ({ code: fieldId, name: { vi: nameVi, en: nameEn } })),
    // Where nobody translated it, a procedure has the name that the law gives it.
    procedures: procedures.map(({ procedureCode, nameVi, nameEn }) => ({
      code: procedureCode,
      name: { vi: nameVi, en: nameEn ?? nameVi },
    })),
  };
}
