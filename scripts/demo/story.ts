import { addDays, localDate, monthOf, nextNightly } from '../../api/calendar.ts';
import type { ClosedCase } from '../../api/cases/schema.ts';
import { type CaseCode, elements, type Language, type LocalDate, type Score } from '../../db/vocabulary.ts';
import { type Chance, chance, evenly } from './chance.ts';
import { comments } from './comments.ts';
import { type FieldProfile, investmentProcedure, ward } from './ward.ts';
import { addWorkingDays, isWorkingDay } from './working-days.ts';

/** What happened in the ward from one night to the next, in time. */
export interface Day {
  readonly closings: readonly Closing[];
  readonly answers: readonly Answer[];
  /** When the day's night is sealed; undefined for today, whose night is still to come. */
  readonly sealedAt: Date | undefined;
}

export interface Closing {
  readonly at: Date;
  readonly caseCode: CaseCode;
  readonly closed: ClosedCase;
}

export interface Answer {
  readonly at: Date;
  readonly caseCode: CaseCode;
  readonly language: Language;
  readonly answers: Readonly<Record<string, Score | 'na'>>;
  readonly comment: string | undefined;
}

export interface Story {
  /** When the unit was made. */
  readonly beginsAt: Date;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly days: readonly Day[];
  /** A case that was closed lately and that nobody has answered. */
  readonly open: CaseCode;
}

const sealHour = 2;
const minuteInMs = 60_000;
const dayInMs = 24 * 60 * minuteInMs;
/** For how many days after its closing a case is answered; its code is good for longer. */
const answeredWithin = 14;
/** Đăng ký khai sinh: of the procedures the one that most people know. */
const birth = '1.001193';

/**
 * What happened in an invented ward in some whole months and the days since, up to now. The same days always bring the
 * same cases: chance is drawn from the date. Nothing is in it that tells of a person.
 */
export function story(now: Date, timeZone: string, months = 6): Story {
  const to = localDate(now, timeZone);
  const from = monthsBefore(to, months);
  const nights = nightsBetween(from, now, timeZone);
  const length = nights.length;
  const fields = ward.map((profile) => fieldTeller(profile));

  const told = nights.flatMap((night, index) => {
    const date = localDate(night, timeZone);
    if (!isWorkingDay(date)) return [];
    const day = { night, date, progress: index / length };
    const cases = fields.flatMap((tell) => tell(day)).sort((a, b) => a.at.getTime() - b.at.getTime());
    return cases.map((one, serial) => ({ ...one, caseCode: codeOf(date, serial + 1) }));
  });
  const closed = told.filter(({ at }) => at <= now);
  const open =
    closed.findLast(({ at, closed }) => closed.procedure === birth && now.getTime() - at.getTime() < 10 * dayInMs) ??
    closed.at(-1);
  if (!open) throw new Error('The story has no case');
  const answered = closed.flatMap(({ caseCode, answer }) =>
    answer && answer.at <= now && caseCode !== open.caseCode ? [{ ...answer, caseCode }] : [],
  );

  const within = (from: Date, to: Date | undefined) => (event: { readonly at: Date }) =>
    event.at >= from && (to === undefined || event.at < to);
  return {
    beginsAt: nights[0] ?? now,
    from,
    to,
    open: open.caseCode,
    days: nights.map((night, index) => {
      const sealedAt = nights[index + 1];
      return {
        closings: closed.filter(within(night, sealedAt)).map(({ at, caseCode, closed }) => ({ at, caseCode, closed })),
        answers: answered.filter(within(night, sealedAt)),
        sealedAt,
      };
    }),
  };
}

interface Told extends Omit<Closing, 'caseCode'> {
  readonly answer: Omit<Answer, 'caseCode'> | undefined;
}

/** Tells one field's cases day after day; shares are kept over the whole story. */
function fieldTeller(profile: FieldProfile): (day: { night: Date; date: LocalDate; progress: number }) => Told[] {
  const ownChance = chance(profile.fieldId);
  const [cases, answers, complaints] = [evenly(ownChance), evenly(ownChance), evenly(ownChance)];
  const [first, last] = profile.satisfied;
  return ({ night, date, progress }) => {
    const dice = chance(`${date} ${profile.fieldId}`);
    return Array.from({ length: cases(profile.perMonth / 21) }, () => {
      // Eight to five, but for the time of lunch.
      const hours = dice.draw() * 7;
      const at = new Date(night.getTime() + (6 + hours + (hours > 3.5 ? 1.5 : 0)) * 60 * minuteInMs);
      const closed = closedCase(profile, date, dice);
      if (answers(profile.responds) === 0) return { at, closed, answer: undefined };
      const isSatisfied = complaints(1 - (first + (last - first) * progress)) === 0;
      return {
        at,
        closed,
        answer: answerOf(profile, { night, at, isSatisfied, online: closed.channel === 'online' }, dice),
      };
    });
  };
}

function closedCase(profile: FieldProfile, closedOn: LocalDate, dice: Chance): ClosedCase {
  const { dueIn } = profile;
  const procedure = dice.weighed(profile.procedures);
  const isLate = dice.draw() < profile.late;
  const receivedOn = addWorkingDays(
    closedOn,
    -(isLate ? dueIn + dice.between(1, 4) : dice.between(Math.floor(dueIn / 3), dueIn)),
  );
  const dueOn = addWorkingDays(receivedOn, dueIn);
  const channel =
    dice.draw() < profile.online
      ? 'online'
      : dice.weighed([
          ['counter', 19],
          ['post', 1],
        ] as const);
  const investment = investmentProcedure();
  return {
    procedure,
    ...(procedure === investment.code && { procedureName: investment.name, field: investment.field }),
    channel,
    receivedOn,
    dueOn,
    closedOn,
    outcome: dice.weighed([
      ['completed', 95],
      ['returned', 3],
      ['withdrawn', 1],
      ['refused', 1],
    ] as const),
    counter: channel === 'counter' ? profile.counter : null,
    apologySentOn: isLate && dice.draw() < 0.7 ? dueOn : null,
  };
}

function answerOf(
  profile: FieldProfile,
  circumstances: { night: Date; at: Date; isSatisfied: boolean; online: boolean },
  dice: Chance,
): Omit<Answer, 'caseCode'> {
  const { night, at, isSatisfied, online } = circumstances;
  const overall: Score = isSatisfied
    ? dice.weighed([
        [5, 55],
        [4, 45],
      ] as const)
    : dice.weighed([
        [3, 60],
        [2, 28],
        [1, 12],
      ] as const);
  const answers: Record<string, Score | 'na'> = { overall };
  for (const element of elements) {
    if (dice.draw() < 0.06) continue;
    const unknown = { feedback: 0.4, access: online ? 0.5 : 0, procedure: 0, officer: online ? 0.3 : 0, result: 0 }[
      element
    ];
    if (dice.draw() < unknown) answers[element] = 'na';
    else answers[element] = near(overall, element === profile.weak && dice.draw() < 0.4 ? -1 : 0, dice);
  }
  const language = dice.draw() < 0.01 ? 'en' : 'vi';
  return {
    at: answeredAt(night, at, dice),
    language,
    answers,
    comment: language === 'vi' ? commentOf(profile.fieldId, isSatisfied, dice) : undefined,
  };
}

/** A mark at or beside another one. */
function near(score: Score, shift: number, dice: Chance): Score {
  const moved =
    score +
    shift +
    dice.weighed([
      [-1, 15],
      [0, 65],
      [1, 20],
    ] as const);
  return Math.min(5, Math.max(1, moved)) as Score;
}

/** Most answer at the counter or on the way home, the others some evening. */
function answeredAt(night: Date, closedAt: Date, dice: Chance): Date {
  if (dice.draw() < 0.55) return new Date(closedAt.getTime() + dice.between(2, 90) * minuteInMs);
  const days = Math.min(answeredWithin, 1 + Math.floor(-Math.log(1 - dice.draw()) * 3));
  return new Date(night.getTime() + days * dayInMs + dice.between(5 * 60, 19 * 60) * minuteInMs);
}

function commentOf(fieldId: string, isSatisfied: boolean, dice: Chance): string | undefined {
  if (dice.draw() > (isSatisfied ? 0.12 : 0.45)) return undefined;
  const own = isSatisfied ? [] : (comments.ofField[fieldId] ?? []);
  return dice.pick(own.length > 0 && dice.draw() < 0.6 ? own : comments[isSatisfied ? 'pleased' : 'displeased']);
}

/** In the pattern of case codes, but no agency's. */
const codeOf = (date: LocalDate, serial: number): CaseCode =>
  `DEMO-${date.slice(2).replaceAll('-', '')}-${String(serial).padStart(4, '0')}` as CaseCode;

/** The first day of the month so many months before a date's. */
function monthsBefore(date: LocalDate, count: number): LocalDate {
  let month = monthOf(date);
  for (let left = count; left > 0; left--) month = monthOf(addDays(`${month}-01` as LocalDate, -1));
  return `${month}-01` as LocalDate;
}

/** Each night from a day on, the one of now included. */
function nightsBetween(from: LocalDate, now: Date, timeZone: string): Date[] {
  const nights: Date[] = [];
  let night = nextNightly(new Date(Date.parse(from) - 2 * dayInMs), timeZone, sealHour);
  for (; night <= now; night = nextNightly(night, timeZone, sealHour)) {
    if (localDate(night, timeZone) >= from) nights.push(night);
  }
  return nights;
}
