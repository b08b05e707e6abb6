import type { Db } from '../../db/tables/index.ts';
import type { Language } from '../../db/vocabulary.ts';
import type { Actor } from '../accounts/actor.ts';
import { may } from '../accounts/permissions.ts';
import { monthsBetween, quarterOf } from '../calendar.ts';
import { readChoices } from '../quarters/service.ts';
import { listQuestionnaires } from '../questionnaires/service.ts';
import type { SatisfactionReport } from '../satisfaction/satisfaction-report.ts';
import { answerSatisfaction } from '../satisfaction/service.ts';
import { unitsSeenBy } from '../units/service.ts';
import { type ChoiceQuestion, choiceQuestions, type SensitiveQuestion, sensitiveQuestions } from './choice-figures.ts';
import type { AnswersQuery } from './schema.ts';

interface AnswersReport {
  readonly period: SatisfactionReport['period'];
  readonly field: SatisfactionReport['field'];
  readonly questions: readonly ChoiceQuestion[];
  readonly sensitive: readonly SensitiveQuestion[];
}

/**
 * The answers to questions with one choice, in whole settled quarters. Sensitive ones are told to who may see results at
 * all times, and of a whole unit only. Throws what `/satisfaction` refuses with.
 */
export async function readAnswers(
  db: Db,
  args: { query: AnswersQuery; actor: Actor; language: Language; now: Date; timeZone: string },
): Promise<AnswersReport> {
  const { query, actor, language } = args;
  // Which quarters are whole and settled, and which fields there are, is said in one place.
  const { period, field } = await answerSatisfaction(db, { ...args, query: { ...query, by: 'channel' } });
  const units = await unitsSeenBy(db, actor, query.unit);
  const unitIds = units.map(({ unitId }) => unitId);
  const quarters = [...new Set(monthsBetween(query.from, query.to).map(quarterOf))];
  const stored = await readChoices(db, { unitIds, quarters, fieldId: query.field ?? null });
  const questionnaires = (await Promise.all(unitIds.map((unitId) => listQuestionnaires(db, unitId)))).flat();
  const tellsSensitive = field === null && may(actor, 'results');
  return {
    period,
    field,
    questions: choiceQuestions(stored, questionnaires, language),
    sensitive: tellsSensitive ? sensitiveQuestions(stored.sensitive, units, questionnaires, language) : [],
  };
}
