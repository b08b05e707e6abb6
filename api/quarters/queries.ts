import type { NotNull } from 'kysely';
import type { Db, Tx } from '../../db/tables/index.ts';
import type { LocalDate, Month, Quarter, UnitId } from '../../db/vocabulary.ts';
import type { StoredChoice, StoredMarks, StoredSensitive } from '../answers/choice-figures.ts';
import { lastDayOf } from '../calendar.ts';
import { inParts } from '../in-parts.ts';
import { type StoredAnswer, storedAnswerColumns } from '../responses/stored-answer.ts';
import { caseFacts } from '../satisfaction/batches.ts';
import type { ClosedClass, ClosedKind } from '../satisfaction/nested-detail.ts';
import type { StoredDetail } from '../satisfaction/slices.ts';
import type { ChoiceCount, ClassCount, KeptRow, QuestionCount, SensitiveCount } from './quarter-detail.ts';

/** Takes the months' answers out of the responses; the coarse ones take their place in the same transaction. */
export function takeResponses(db: Tx, unitId: UnitId, months: readonly Month[]): Promise<StoredAnswer[]> {
  return db
    .deleteFrom('responses')
    .where('unitId', '=', unitId)
    .where('month', 'in', months)
    .returning(storedAnswerColumns)
    .execute();
}

/**
 * How many of each kind of case the settled months count, by the day on which they could be answered, and how many were
 * gone before anybody answered. Of whom that day is not known, it is taken for the last of the month.
 * A case that got a paper form is of no told kind, and gone from the kind that it was of before.
 */
export async function closedKinds(db: Tx, unitId: UnitId, months: readonly Month[]): Promise<ClosedKind[]> {
  const rows = await db
    .selectFrom('invitations')
    .select((select) => [
      ...caseFacts,
      'madeOn',
      select.fn.countAll<number>().filterWhere('counted', '=', true).as('closed'),
      select.fn.countAll<number>().filterWhere('counted', '=', false).as('gone'),
    ])
    .where('unitId', '=', unitId)
    .where('month', 'in', months)
    .groupBy([...caseFacts, 'madeOn'])
    .execute();
  const handedOut = await db
    .selectFrom('invitations')
    .select((select) => [
      'month',
      'fieldId',
      'keptProcedureCode as procedureCode',
      'keptChannel as channel',
      'questionnaireVersion',
      'madeOn',
      select.fn.countAll<number>().as('gone'),
    ])
    .where('unitId', '=', unitId)
    .where('month', 'in', months)
    .where('keptProcedureCode', 'is not', null)
    .groupBy(['month', 'fieldId', 'keptProcedureCode', 'keptChannel', 'questionnaireVersion', 'madeOn'])
    .$narrowType<{ procedureCode: NotNull; channel: NotNull }>()
    .execute();
  return [...rows, ...handedOut.map((row) => ({ ...row, closed: 0 }))].map((row) => ({
    ...row,
    madeOn: row.madeOn ?? lastDayOf(row.month),
  }));
}

/** Codes of procedures that were merged, each with the one that it stands for. */
export async function mergedProcedures(db: Tx, unitId: UnitId): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('procedures')
    .select(['procedureCode', 'mergedInto'])
    .where('unitId', '=', unitId)
    .where('mergedInto', 'is not', null)
    .$narrowType<{ mergedInto: NotNull }>()
    .execute();
  return new Map(rows.map(({ procedureCode, mergedInto }) => [procedureCode, mergedInto]));
}

/** Which of the unit's quarters are settled. */
export async function settledQuarters(db: Tx, unitId: UnitId): Promise<Set<Quarter>> {
  const rows = await db.selectFrom('quarters').select('quarter').where('unitId', '=', unitId).execute();
  return new Set(rows.map(({ quarter }) => quarter));
}

/** Writes a quarter's detail down, once and for all. */
export async function insertQuarter(
  db: Tx,
  unitId: UnitId,
  quarter: Quarter,
  stored: {
    settledOn: LocalDate;
    rows: readonly KeptRow[];
    counts: readonly ClassCount[];
    closed: readonly ClosedClass[];
    questions: readonly QuestionCount[];
    choices: readonly ChoiceCount[];
    sensitive: readonly SensitiveCount[];
  },
): Promise<void> {
  const owned = <Row extends object>(row: Row) => ({ unitId, quarter, ...row });
  await db.insertInto('quarters').values({ unitId, quarter, settledOn: stored.settledOn }).execute();
  for (const part of inParts(stored.rows)) {
    const rows = part.map(({ demographics, answers, ...row }) =>
      owned({ ...row, demographics: JSON.stringify(demographics), answers: JSON.stringify(answers) }),
    );
    await db.insertInto('quarterResponses').values(rows).execute();
  }
  for (const part of inParts(stored.counts)) await db.insertInto('quarterRollups').values(part.map(owned)).execute();
  for (const part of inParts(stored.closed)) await db.insertInto('quarterCases').values(part.map(owned)).execute();
  for (const part of inParts(stored.questions)) {
    await db.insertInto('quarterQuestions').values(part.map(owned)).execute();
  }
  for (const part of inParts(stored.choices)) await db.insertInto('quarterChoices').values(part.map(owned)).execute();
  for (const part of inParts(stored.sensitive)) {
    await db.insertInto('quarterSensitive').values(part.map(owned)).execute();
  }
}

/** What the quarters stored of their detail; each list is a sum of classes, never of answers. */
export async function readQuarters(
  db: Db,
  filter: { unitIds: readonly UnitId[]; quarters: readonly Quarter[] },
): Promise<StoredDetail & { quarters: readonly { unitId: UnitId; quarter: Quarter }[] }> {
  const { unitIds, quarters } = filter;
  const stored = await db
    .selectFrom('quarters')
    .select(['unitId', 'quarter'])
    .where('unitId', 'in', unitIds)
    .where('quarter', 'in', quarters)
    .execute();
  const classes = await db
    .selectFrom('quarterRollups')
    .select(['fieldId', 'procedure', 'channel', 'medium', ...levelColumns])
    .where('unitId', 'in', unitIds)
    .where('quarter', 'in', quarters)
    .execute();
  const cases = await db
    .selectFrom('quarterCases')
    .select(['fieldId', 'procedure', 'channel', 'closed'])
    .where('unitId', 'in', unitIds)
    .where('quarter', 'in', quarters)
    .execute();
  const questions = await db
    .selectFrom('quarterQuestions')
    .select(['fieldId', 'questionId', 'version', ...levelColumns, 'withheld'])
    .where('unitId', 'in', unitIds)
    .where('quarter', 'in', quarters)
    .execute();
  return {
    quarters: stored,
    classes: classes.map(withLevels),
    cases,
    questions: questions.map(withLevels),
  };
}

/** What the quarters stored of questions with one choice; the sensitive ones for each unit and quarter by itself. */
export async function readChoices(
  db: Db,
  filter: { unitIds: readonly UnitId[]; quarters: readonly Quarter[]; fieldId: string | null },
): Promise<{ choices: StoredChoice[]; marks: StoredMarks[]; sensitive: StoredSensitive[] }> {
  const { unitIds, quarters, fieldId } = filter;
  const choices = await db
    .selectFrom('quarterChoices')
    .select(['unitId', 'quarter', 'fieldId', 'questionId', 'version', 'optionId', 'answered', 'withheld'])
    .where('unitId', 'in', unitIds)
    .where('quarter', 'in', quarters)
    .$if(fieldId !== null, (query) => query.where('fieldId', '=', fieldId))
    .execute();
  const marks = await db
    .selectFrom('quarterQuestions')
    .select(['unitId', 'quarter', 'fieldId', 'questionId', 'version', ...levelColumns, 'withheld'])
    .where('unitId', 'in', unitIds)
    .where('quarter', 'in', quarters)
    .$if(fieldId !== null, (query) => query.where('fieldId', '=', fieldId))
    .execute();
  const sensitive = await db
    .selectFrom('quarterSensitive')
    .select(['unitId', 'quarter', 'questionId', 'optionId', 'answered'])
    .where('unitId', 'in', unitIds)
    .where('quarter', 'in', quarters)
    .execute();
  return { choices, marks: marks.map(withLevels), sensitive };
}

const levelColumns = ['level1', 'level2', 'level3', 'level4', 'level5'] as const;

function withLevels<Row extends Record<(typeof levelColumns)[number], number>>(row: Row) {
  const { level1, level2, level3, level4, level5, ...rest } = row;
  return { ...rest, levels: [level1, level2, level3, level4, level5] as const };
}
