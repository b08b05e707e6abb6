import type { CaseCode, Channel, Language, LocalDate, Medium, Score } from '../../db/vocabulary.ts';
import { type Chance, chance, evenly } from '../../scripts/demo/chance.ts';
import { addDays } from '../calendar.ts';

/** A field as a unit lives with it. */
export interface PlannedField {
  readonly fieldId: string;
  /** Cases closed in a month. */
  readonly perMonth: number;
  /** The share of cases that are answered. */
  readonly responds: number;
  /** The share of answers of 4 or 5. */
  readonly satisfied: number;
  /** Codes of procedures, each with its weight. */
  readonly procedures: readonly (readonly [string, number])[];
  readonly channels: readonly (readonly [Channel, number])[];
}

/** What happens to a case, each at most once a day. */
export type Turn =
  | { readonly on: LocalDate; readonly what: 'reopened' | 'deleted' | 'reissued' }
  | { readonly on: LocalDate; readonly what: 'closed'; readonly channel: Channel };

export interface PlannedAnswer {
  readonly on: LocalDate;
  readonly medium: Medium;
  readonly language: Language;
  readonly overall: Score;
  readonly comment: string | undefined;
}

export interface PlannedCase {
  readonly caseCode: CaseCode;
  readonly fieldId: string;
  readonly procedureCode: string;
  readonly channel: Channel;
  readonly closedOn: LocalDate;
  /** The day on which the event arrives: the same, or later. */
  readonly sentOn: LocalDate;
  readonly answer: PlannedAnswer | undefined;
  /** The day on which a clerk hands a paper form out for it. An answer `paper` is then on that form, in the box. */
  readonly form?: LocalDate;
  /** What becomes of it later, in time. */
  readonly turns: readonly Turn[];
}

/** Which share of cases is late to arrive, opened again, deleted or given a new code. */
export interface Trouble {
  readonly late: number;
  readonly reopened: number;
  readonly deleted: number;
  readonly reissued: number;
}

const noTrouble: Trouble = { late: 0, reopened: 0, deleted: 0, reissued: 0 };

/**
 * Cases of a unit from one day to another, and what becomes of them: the same seed brings the same ones. Closed on
 * working days; most are answered on the day or within two weeks, a few too late.
 */
export function plannedLife(plan: {
  readonly seed: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly fields: readonly PlannedField[];
  readonly trouble?: Trouble;
}): PlannedCase[] {
  const { seed, from, to, fields, trouble = noTrouble } = plan;
  const cases: PlannedCase[] = [];
  const tellers = fields.map((field) => {
    const dice = chance(`${seed} ${field.fieldId}`);
    return { field, dice, howMany: evenly(dice) };
  });
  for (let day = from; day <= to; day = addDays(day, 1)) {
    if (isWeekend(day)) continue;
    for (const { field, dice, howMany } of tellers) {
      for (let left = howMany((field.perMonth / 30) * (7 / 5)); left > 0; left--) {
        const caseCode = `${seed.toUpperCase()}-${String(cases.length + 1).padStart(5, '0')}` as CaseCode;
        cases.push(plannedCase(field, { caseCode, closedOn: day, dice, trouble }));
      }
    }
  }
  return cases;
}

function plannedCase(
  field: PlannedField,
  { caseCode, closedOn, dice, trouble }: { caseCode: CaseCode; closedOn: LocalDate; dice: Chance; trouble: Trouble },
): PlannedCase {
  // Two of three late ones arrive within days, the third when its month is settled.
  const delay = dice.draw() < 2 / 3 ? dice.between(1, 12) : dice.between(60, 90);
  const sentOn = dice.draw() < trouble.late ? addDays(closedOn, delay) : closedOn;
  const fate = dice.draw();
  const after = (least: number) => addDays(sentOn, dice.between(least, 20));
  const turnsOf = (): Turn[] => {
    const { reopened, deleted, reissued } = trouble;
    if (fate < reopened) {
      const on = after(0);
      const again: Turn = {
        on: addDays(on, dice.between(1, 12)),
        what: 'closed',
        channel: dice.weighed(field.channels),
      };
      return [{ on, what: 'reopened' }, ...(dice.draw() < 0.7 ? [again] : [])];
    }
    if (fate < reopened + deleted) return [{ on: after(0), what: 'deleted' }];
    if (fate < reopened + deleted + reissued) return [{ on: after(0), what: 'reissued' }];
    return [];
  };
  return {
    caseCode,
    fieldId: field.fieldId,
    procedureCode: dice.weighed(field.procedures),
    channel: dice.weighed(field.channels),
    closedOn,
    sentOn,
    answer: dice.draw() < field.responds ? plannedAnswer(field, sentOn, dice) : undefined,
    turns: turnsOf(),
  };
}

function plannedAnswer(field: PlannedField, sentOn: LocalDate, dice: Chance): PlannedAnswer {
  const isSatisfied = dice.draw() < field.satisfied;
  const delay = dice.draw() < 0.55 ? 0 : Math.min(20, 1 + Math.floor(-Math.log(1 - dice.draw()) * 3));
  return {
    on: addDays(sentOn, delay),
    medium: dice.weighed([
      ['phone', 70],
      ['kiosk', 16],
      ['paper', 8],
      ['link', 6],
    ] as const),
    language: dice.draw() < 0.03 ? 'en' : 'vi',
    overall: isSatisfied
      ? dice.weighed([
          [5, 60],
          [4, 40],
        ] as const)
      : dice.weighed([
          [3, 55],
          [2, 30],
          [1, 15],
        ] as const),
    comment: dice.draw() < 0.05 ? `Góp ý số ${dice.between(1, 9_999)}` : undefined,
  };
}

function isWeekend(day: LocalDate): boolean {
  return [0, 6].includes(new Date(day).getUTCDay());
}
