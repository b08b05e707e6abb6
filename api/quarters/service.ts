import type { Tx } from '../../db/tables/index.ts';
import type { LocalDate, Quarter, UnitId } from '../../db/vocabulary.ts';
import { monthsOf } from '../calendar.ts';
import type { SingleQuestion } from '../questionnaires/questionnaire.ts';
import { listQuestionnaires } from '../questionnaires/service.ts';
import type { StoredAnswer } from '../responses/stored-answer.ts';
import { nestedDetail } from '../satisfaction/nested-detail.ts';
import { shuffle } from '../seals/shuffle.ts';
import { choiceCounts, classCounts, type KeptRow, questionCounts, sensitiveCounts } from './quarter-detail.ts';
import { closedKinds, insertQuarter, mergedProcedures, takeResponses } from './queries.ts';

/** What other nouns may ask of quarters. */
export { readChoices, readQuarters, settledQuarters } from './queries.ts';

/**
 * Stores the detail of a quarter that has just been settled (contract, section 6, step 3): once, nested, in random order
 * with new ids. The coarse answers take the place of the responses, so that what may not be shown is not kept either.
 */
export async function storeQuarter(
  db: Tx,
  args: {
    unitId: UnitId;
    quarter: Quarter;
    settledOn: LocalDate;
    randomBytes: (length: number) => Uint8Array;
  },
): Promise<void> {
  const { unitId, quarter, settledOn, randomBytes } = args;
  const months = monthsOf(quarter);
  const merged = await mergedProcedures(db, unitId);
  // What was merged while the quarter was open is one procedure, of answers and of closed cases alike.
  const asOne = <Row extends { readonly procedureCode: string }>(row: Row): Row => ({
    ...row,
    procedureCode: merged.get(row.procedureCode) ?? row.procedureCode,
  });
  const [answers, closed, aside] = [
    (await takeResponses(db, unitId, months)).map(asOne),
    (await closedKinds(db, unitId, months)).map(asOne),
    await askedAside(db, unitId),
  ];
  const detail = nestedDetail(answers, closed, (answer) => only(answer, aside.demographic));
  const kept = detail.rows.map(
    ({ answer, detail }): KeptRow => ({
      fieldId: answer.fieldId,
      ...detail,
      overall: answer.overall,
      answers: without(answer, aside),
    }),
  );
  const rows = shuffle(kept, randomBytes);
  await insertQuarter(db, unitId, quarter, {
    settledOn,
    rows,
    counts: classCounts(rows),
    closed: detail.closed,
    questions: questionCounts(rows),
    choices: choiceCounts(rows, aside.open),
    sensitive: sensitiveCounts(
      answers.map((answer) => answer.answers),
      aside.sensitive,
    ),
  });
}

/** Questions that are kept apart from the marks: demographics by their class, sensitive ones as sums of the unit alone. */
interface Aside {
  readonly demographic: ReadonlySet<string>;
  readonly sensitive: ReadonlySet<string>;
  /** Questions with one choice that have figures by field: all but the sensitive ones. */
  readonly open: ReadonlySet<string>;
}

async function askedAside(db: Tx, unitId: UnitId): Promise<Aside> {
  const singles = (await listQuestionnaires(db, unitId))
    .flatMap(({ questions }) => questions)
    .filter((question): question is SingleQuestion => question.type === 'single');
  const ids = (which: 'demographic' | 'sensitive') =>
    new Set(singles.filter((question) => question[which]).map(({ id }) => id));
  const sensitive = ids('sensitive');
  const open = new Set(singles.map(({ id }) => id).filter((id) => !sensitive.has(id)));
  return { demographic: ids('demographic'), sensitive, open };
}

function only({ answers }: StoredAnswer, ids: ReadonlySet<string>): Record<string, string | undefined> {
  return Object.fromEntries([...ids].map((id) => [id, answers[id] === undefined ? undefined : String(answers[id])]));
}

function without({ answers }: StoredAnswer, { demographic, sensitive }: Aside): StoredAnswer['answers'] {
  return Object.fromEntries(Object.entries(answers).filter(([id]) => !demographic.has(id) && !sensitive.has(id)));
}
