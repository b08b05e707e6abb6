import type { Db } from '../../db/tables/index.ts';
import type { UnitId } from '../../db/vocabulary.ts';
import { findQuestionnaire } from './queries.ts';
import type { Questionnaire } from './questionnaire.ts';

/** What other nouns may ask of questionnaires. */
export { listQuestionnaires } from './queries.ts';

/** Published versions as they were read; a published version never changes, so it never has to be read again. */
export interface QuestionnaireShelf {
  /** A unit's version. Throws for one that does not exist, since no invitation can have it. */
  version(unitId: UnitId, version: number): Promise<Questionnaire>;
  /** The version that was asked for last in a unit: a good guess at the next one. */
  lastAsked(unitId: UnitId): Questionnaire | undefined;
}

/** An empty shelf that fills as versions are asked for. */
export function questionnaireShelf(db: Db): QuestionnaireShelf {
  const shelf = new Map<string, Questionnaire>();
  const asked = new Map<UnitId, Questionnaire>();
  return {
    lastAsked: (unitId) => asked.get(unitId),
    async version(unitId, version) {
      const place = `${unitId} ${version}`;
      const questionnaire = shelf.get(place) ?? (await findQuestionnaire(db, unitId, version));
      if (!questionnaire) throw new Error(`Unit ${unitId} has no questionnaire version ${version}`);
      shelf.set(place, questionnaire);
      asked.set(unitId, questionnaire);
      return questionnaire;
    },
  };
}
