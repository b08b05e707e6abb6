import type { Db } from '../../db/tables/index.ts';
import type { UnitId } from '../../db/vocabulary.ts';
import type { Questionnaire } from './questionnaire.ts';

/** Every version that the unit has published. */
export async function listQuestionnaires(db: Db, unitId: UnitId): Promise<Questionnaire[]> {
  const rows = await db
    .selectFrom('questionnaires')
    .select('definition')
    .where('unitId', '=', unitId)
    .orderBy('version')
    .execute();
  return rows.map(({ definition }) => definition as Questionnaire);
}

/** A published version; undefined where the unit has none of that number. */
export async function findQuestionnaire(db: Db, unitId: UnitId, version: number): Promise<Questionnaire | undefined> {
  const row = await db
    .selectFrom('questionnaires')
    .select('definition')
    .where('unitId', '=', unitId)
    .where('version', '=', version)
    .executeTakeFirst();
  return row?.definition as Questionnaire | undefined;
}
