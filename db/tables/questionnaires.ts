import type { Generated, JSONColumnType } from 'kysely';
import type { UnitId } from '../vocabulary.ts';

/** A published version of a unit's questionnaire; never changed, only followed by another. */
export interface QuestionnairesTable {
  unitId: UnitId;
  version: number;
  /** `Questionnaire` of api/questionnaires/questionnaire.ts; this floor doesn't know its shape. */
  definition: JSONColumnType<object, string, never>;
  publishedAt: Date;
  /** Somebody answered for the sentences; the first version comes from drafts that nobody had read. */
  wordingConfirmed: Generated<boolean>;
}
