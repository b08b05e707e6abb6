import type { Db } from '../../db/tables/index.ts';
import type { UnitId } from '../../db/vocabulary.ts';
import { findQuestionnaire } from '../questionnaires/queries.ts';
import type { Question, Questionnaire } from '../questionnaires/questionnaire.ts';

/**
 * Publishes the first version again with two criteria, a question about the person and a sensitive one, two on the visit, one
 * of them for those alone who waited too long, and a reason for those alone who are dissatisfied.
 */
export async function publishSecondVersion(db: Db, unitId: UnitId, publishedAt: Date): Promise<void> {
  const first = await findQuestionnaire(db, unitId, 1);
  if (!first) throw new Error('The unit has no questionnaire');
  const text = { vi: 'Câu hỏi', en: 'Question' };
  const mark = { type: 'likert5', required: false, text, notApplicable: text } as const;
  const choice = (id: string, options: readonly string[]) =>
    ({ id, type: 'single', required: false, text, options: options.map((id) => ({ id, text })) }) as const;
  const added: Question[] = [
    { ...mark, id: 'access.seating', element: 'access' },
    { ...mark, id: 'officer.courtesy', element: 'officer' },
    { ...choice('gender', ['female', 'male']), demographic: true },
    { ...choice('harassment', ['no', 'yes']), sensitive: true },
    choice('timeliness', ['early', 'on-time', 'late']),
    { ...choice('apology', ['apology', 'none']), showIf: { question: 'timeliness', answers: ['late'] } },
    { ...choice('why.access.seating', ['yes']), showIf: { question: 'access', answers: [1, 2] } },
  ];
  const second: Questionnaire = { ...first, version: 2, questions: [...first.questions, ...added] };
  const row = { unitId, version: 2, definition: JSON.stringify(second), publishedAt };
  await db.insertInto('questionnaires').values(row).execute();
}
