import type { Db, Tx } from '../../db/tables/index.ts';
import type { UnitId } from '../../db/vocabulary.ts';
import type { Questionnaire } from './questionnaire.ts';

/** A version with what is known of its publishing. */
export interface StoredQuestionnaire {
  readonly questionnaire: Questionnaire;
  readonly publishedAt: Date;
  readonly wordingConfirmed: boolean;
}

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

/** Every version with its publishing, the latest first. */
export async function listVersions(db: Db, unitId: UnitId): Promise<StoredQuestionnaire[]> {
  const rows = await db
    .selectFrom('questionnaires')
    .select(['definition', 'publishedAt', 'wordingConfirmed'])
    .where('unitId', '=', unitId)
    .orderBy('version', 'desc')
    .execute();
  return rows.map(({ definition, ...rest }) => ({ questionnaire: definition as Questionnaire, ...rest }));
}

/** Adds a version; false where somebody else just took its number. */
export async function insertQuestionnaire(
  db: Tx,
  unitId: UnitId,
  { questionnaire, ...rest }: StoredQuestionnaire,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('questionnaires')
    .values({ unitId, version: questionnaire.version, definition: JSON.stringify(questionnaire), ...rest })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}
