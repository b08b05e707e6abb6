import type { LocalDate, Month, Quarter } from '../../db/vocabulary.ts';
import { addDays, monthOf, monthsOf, quarterOf } from '../calendar.ts';
import { graceDays, lastDay } from '../invitations/standing.ts';
import { planSeal, ripeness, settlingMonths } from '../satisfaction/batches.ts';
import { nestedDetail } from '../satisfaction/nested-detail.ts';
import type { Seen, SeenCase, SeenClass, Step, TrueAnswer } from './adversary.ts';
import type { PlannedCase } from './planned-life.ts';

export interface SimulatedAnswer extends Omit<TrueAnswer, 'revealedOn'> {
  readonly questionnaireVersion: number;
  readonly overall: number;
  readonly on: LocalDate;
}

/** What a night and a quarter show. */
export interface Rules {
  readonly ripeness: typeof ripeness;
  readonly planSeal: typeof planSeal<SimulatedAnswer>;
  readonly nestedDetail: typeof nestedDetail<SimulatedAnswer>;
  /** Figures that are shown of an answer beside those of its field, each night. */
  readonly alsoShown?: (answer: SimulatedAnswer) => string;
  /** Every answer moves the figures as it comes in. */
  readonly isLive?: boolean;
  /** The detail is told each time a month of the quarter is settled, and not once. */
  readonly tellsDetailAgain?: boolean;
}

export const realRules: Rules = { ripeness, planSeal, nestedDetail };

export interface Simulated {
  readonly seen: Seen;
  /** What was revealed, with the month in which it counts, and the night of it. */
  readonly answers: readonly (SimulatedAnswer & { readonly revealedOn: LocalDate })[];
  readonly details: readonly {
    readonly answer: SimulatedAnswer;
    readonly detail: Record<'procedure' | 'channel' | 'medium', string>;
  }[];
}

/**
 * The nights of a planned life by calculation alone: what they show, for the one who keeps everything that is shown. Cases
 * are closed and answered; nothing else happens to them.
 */
export function nightAfterNight(
  cases: readonly PlannedCase[],
  options: { readonly to: LocalDate; readonly secondVersionFrom?: LocalDate; readonly rules?: Rules },
): Simulated {
  const { to, secondVersionFrom, rules = realRules } = options;
  const closings = Map.groupBy(cases, ({ sentOn }) => sentOn);
  const settled = new Map<Month, LocalDate>();
  const told = new Set<Quarter>();
  const made = new Map<PlannedCase, SeenCase>();
  const lastOpen = new Map<Month, LocalDate>();
  const steps: Step[] = [];
  const classes: SeenClass[] = [];
  const carries: Seen['carries'][number][] = [];
  const answers: Simulated['answers'][number][] = [];
  const details: Simulated['details'][number][] = [];
  const answering = new Map<LocalDate, PlannedCase[]>();
  for (const one of cases) {
    if (one.answer) answering.set(one.answer.on, [...(answering.get(one.answer.on) ?? []), one]);
  }

  let waiting: SimulatedAnswer[] = [];
  for (let day = [...closings.keys()].sort()[0] ?? to; day <= to; day = addDays(day, 1)) {
    for (const one of closings.get(day) ?? []) {
      const own = monthOf(one.closedOn);
      const month = settled.has(own) ? monthOf(day) : own;
      const version = secondVersionFrom && day >= secondVersionFrom ? 2 : 1;
      const { fieldId, procedureCode, channel } = one;
      made.set(one, { fieldId, procedureCode, channel, version, month, madeOn: day });
      const open = lastDay(one.closedOn, day, 15);
      if (open > (lastOpen.get(month) ?? '')) lastOpen.set(month, open);
    }
    for (const one of answering.get(day) ?? []) {
      const known = made.get(one);
      if (!known || !one.answer || day > addDays(lastDay(one.closedOn, known.madeOn, 15), graceDays)) continue;
      const { medium, language, overall } = one.answer;
      const answer = { ...known, medium, language, overall, questionnaireVersion: known.version, on: day };
      waiting.push(answer);
      if (rules.isLive) steps.push({ on: day, month: answer.month, group: answer.fieldId, levels: levelsOf([answer]) });
    }

    const tonight = addDays(day, 1);
    const standings = [...lastOpen].map(([month, lastOpenOn]) => ({ month, lastOpenOn, settled: settled.has(month) }));
    const settling = settlingMonths(standings, tonight, { graceDays, settlingDays: 5 });
    const current = monthOf(tonight);
    const before = waiting;
    const months = { settled: new Set(settled.keys()), settling: new Set(settling), current };
    const known = closedKinds([...made.values()].filter(({ month }) => month === current));
    const isRipe = rules.ripeness(known, current);
    const plan = rules.planSeal(waiting, months, { isRipe });
    for (const { month, fieldId, rows } of plan.revealed) {
      for (const row of rows) answers.push({ ...row, month, revealedOn: tonight });
      if (!rules.isLive) steps.push({ on: tonight, month, group: fieldId, levels: levelsOf(rows) });
      if (!rules.alsoShown) continue;
      for (const [group, some] of Map.groupBy(rows, rules.alsoShown)) {
        steps.push({ on: tonight, month, group: `${fieldId} ${group}`, levels: levelsOf(some) });
      }
    }
    for (const { month, fieldId } of before) {
      if (settling.includes(month)) carries.push({ fieldId, from: month, to: current });
    }
    waiting = plan.waiting;
    for (const month of settling) settled.set(month, tonight);
    for (const quarter of new Set([...settled.keys()].map(quarterOf))) {
      const isWhole = monthsOf(quarter).every((month) => settled.has(month));
      const isDue = rules.tellsDetailAgain ? settling.some((month) => quarterOf(month) === quarter) : isWhole;
      if (told.has(quarter) || !isDue) continue;
      if (isWhole) told.add(quarter);
      const own = answers.filter(({ month }) => quarterOf(month) === quarter && settled.has(month));
      const kinds = closedKinds([...made.values()].filter(({ month }) => quarterOf(month) === quarter));
      const { rows } = rules.nestedDetail(own, kinds, () => ({}));
      if (isWhole) details.push(...rows);
      const pathOf = ({ answer, detail }: (typeof rows)[number]) =>
        JSON.stringify([
          answer.fieldId,
          detail.procedure,
          detail.channel,
          detail.medium,
          detail.language,
          detail.version,
        ]);
      for (const [text, group] of Map.groupBy(rows, pathOf)) {
        const [fieldId = '', ...path]: string[] = JSON.parse(text);
        classes.push({ on: tonight, quarter, fieldId, path, levels: levelsOf(group.map(({ answer }) => answer)) });
      }
    }
  }
  return { seen: { steps, classes, cases: [...made.values()], carries }, answers, details };
}

function levelsOf(answers: readonly { readonly overall: number }[]): number[] {
  return [1, 2, 3, 4, 5].map((mark) => answers.filter(({ overall }) => overall === mark).length);
}

function closedKinds(cases: readonly SeenCase[]) {
  const groups = Map.groupBy(cases, ({ month, fieldId, procedureCode, channel, version, madeOn }) =>
    JSON.stringify([month, fieldId, procedureCode, channel, version, madeOn]),
  );
  return [...groups.values()].flatMap((group) =>
    group
      .slice(0, 1)
      .map(({ version, ...facts }) => ({ ...facts, questionnaireVersion: version, closed: group.length, gone: 0 })),
  );
}
