import { type LocalDate, otherField } from '../../db/vocabulary.ts';
import { lastDayOf } from '../calendar.ts';
import { type CaseFacts, fewestInBatch, kindOf } from './batches.ts';

/** What a quarter's answer tells beside its marks, before it is made coarse. */
export interface Detail extends CaseFacts {
  readonly medium: string;
  readonly language: string;
}

/** Cases of one kind that could be answered from the same day on. */
export interface ClosedKind extends CaseFacts {
  /** The day on which they got their invitations. */
  readonly madeOn: LocalDate;
  /** How many count. */
  readonly closed: number;
  /** How many were taken back, or opened again, before anybody answered: they count no more, but did for a while. */
  readonly gone: number;
}

/** The same after: each aspect is a kept value or `khac`. */
export interface CoarseDetail {
  readonly procedure: string;
  readonly channel: string;
  readonly medium: string;
  readonly language: string;
  readonly version: string;
  /** By the demographic question's id; `khac` also where it was left out. */
  readonly demographics: Readonly<Record<string, string>>;
}

/** A class of cases: what `closed` counts beside the answers of that class. */
export interface ClosedClass {
  readonly fieldId: string;
  readonly procedure: string;
  readonly channel: string;
  readonly closed: number;
}

/** Groups that are too small to be told apart go by this name. */
const other = otherField;

/**
 * The detail of a settled quarter (contract, section 6, step 3), nested: within a field, a procedure keeps its name where
 * it has at least five answers and, in each month with an answer, at least five closed cases that could have given the
 * first one shown; the others become `khac`, which the smallest that was kept joins, one after the other, until `khac` has
 * as many itself or is the whole field. Within each such class the same for the channel, then for medium, language,
 * questionnaire version and each demographic question in turn. A case is known to have its version, as it has its
 * procedure and channel, so closed cases count there too; the others are known of answers alone, but for whether an
 * answer came on a paper form.
 *
 * Nested and not crossed: each class lies whole inside one class of the aspect before, so that no two tables of the
 * quarter can be subtracted to leave fewer than five answers. Rows come back in the order in which they came.
 *
 * `demographicsOf` gives an answer's demographic answers by question id; a question left out may be absent.
 */
export function nestedDetail<T extends Detail>(
  answers: readonly T[],
  closed: readonly ClosedKind[],
  demographicsOf: (answer: T) => Readonly<Record<string, string | undefined>>,
): { rows: { answer: T; detail: CoarseDetail }[]; closed: ClosedClass[] } {
  const questions = [...new Set(answers.flatMap((answer) => Object.keys(demographicsOf(answer))))].sort();
  const aspects: Aspect<T>[] = [
    ofCases(({ procedureCode }) => procedureCode),
    ofCases(({ channel }) => channel),
    { tell: ({ medium }) => medium, tellsForms: true },
    { tell: ({ language }) => language },
    ofCases(({ questionnaireVersion }) => String(questionnaireVersion)),
    ...questions.map((question): Aspect<T> => ({ tell: (answer) => demographicsOf(answer)[question] ?? other })),
  ];
  const openedOn = openings(closed);
  const details = new Map<T, CoarseDetail>();
  const closedClasses: ClosedClass[] = [];

  const descend = (group: Group<T>, fieldId: string, names: readonly string[]): void => {
    const [procedure = other, channel = other, medium = other, language = other, version = other, ...told] = names;
    if (names.length === 2) {
      const sum = group.closed.reduce((total, kind) => total + kind.closed, 0);
      closedClasses.push({ fieldId, procedure, channel, closed: sum });
    }
    const aspect = aspects[names.length];
    if (aspect) {
      for (const [name, part] of split(group, aspect, openedOn)) descend(part, fieldId, [...names, name]);
      return;
    }
    const demographics = Object.fromEntries(questions.map((question, index) => [question, told[index] ?? other]));
    for (const answer of group.answers) {
      details.set(answer, { procedure, channel, medium, language, version, demographics });
    }
  };
  for (const fieldId of new Set([...answers, ...closed].map((row) => row.fieldId))) {
    const ofField = (row: T | ClosedKind) => row.fieldId === fieldId;
    descend({ answers: answers.filter(ofField), closed: closed.filter(ofField) }, fieldId, []);
  }
  const rows = answers.flatMap((answer) => {
    const detail = details.get(answer);
    return detail ? [{ answer, detail }] : [];
  });
  return { rows, closed: closedClasses };
}

/** What two answers may differ in. */
interface Aspect<T> {
  readonly tell: (answer: T) => string;
  /** The same of cases, where it is known of them whether they were answered or not. */
  readonly tellClosed?: (kind: ClosedKind) => string;
  /** It tells paper forms from answers by code, and so which cases those are of. */
  readonly tellsForms?: true;
}

/** Answers, and the closed cases that could have given them. */
interface Group<T> {
  readonly answers: readonly T[];
  readonly closed: readonly ClosedKind[];
}

function ofCases<T extends Detail>(
  tell: (row: Pick<Detail & ClosedKind, 'procedureCode' | 'channel' | 'questionnaireVersion'>) => string,
): Aspect<T> {
  return { tell, tellClosed: tell };
}

/** The classes of one aspect within a group, each with its answers and its closed cases. */
function split<T extends Detail>(
  group: Group<T>,
  { tell, tellClosed, tellsForms }: Aspect<T>,
  openedOn: ReadonlyMap<string, LocalDate>,
): Map<string, Group<T>> {
  const value = (name: string): Group<T> => ({
    answers: group.answers.filter((answer) => tell(answer) === name),
    closed: tellClosed ? group.closed.filter((kind) => tellClosed(kind) === name) : group.closed,
  });
  const values = new Set([...group.answers.map(tell), ...(tellClosed ? group.closed.map(tellClosed) : [])]);
  const parts = [...values].map((name) => [name, value(name)] as const);
  const isEnough = ({ answers }: Group<T>) => answers.length >= fewestInBatch;
  const isKnown = tellClosed !== undefined || (tellsForms && !group.answers.every(isByCode));
  const isFine = (part: Group<T>) => isEnough(part) && (!isKnown || isCovered(part, openedOn));
  const kept = parts
    .filter(([name, part]) => name !== other && isFine(part))
    .sort(([a, one], [b, two]) => two.answers.length - one.answers.length || (a < b ? -1 : 1));
  const left = () => together(parts.filter((part) => !kept.includes(part)).map(([, part]) => part));
  const mayBeLeft = (part: Group<T>) => part.answers.length === 0 || isFine(part);
  while (kept.length > 0 && !mayBeLeft(left())) kept.pop();

  const names = new Map<string, Group<T>>(kept);
  const rest = left();
  if (rest.answers.length > 0 || (tellClosed && rest.closed.length > 0)) names.set(other, rest);
  return new Map([...names].sort(([a], [b]) => (a < b ? -1 : 1)));

  function together(some: readonly Group<T>[]): Group<T> {
    return {
      answers: some.flatMap(({ answers }) => answers),
      closed: tellClosed ? some.flatMap(({ closed }) => closed) : group.closed,
    };
  }
}

/**
 * For each kind the last day before the first night that may have shown an answer of it (see `ripeness`): the day of its
 * fifth case, those that are gone included, or else the last of the month, or of its first case if that came later still.
 */
function openings(closed: readonly ClosedKind[]): ReadonlyMap<string, LocalDate> {
  const openedOn = new Map<string, LocalDate>();
  for (const [key, kinds] of Map.groupBy(closed, kindOf)) {
    let made = 0;
    for (const { month, madeOn, closed, gone } of kinds.toSorted((a, b) => (a.madeOn < b.madeOn ? -1 : 1))) {
      const last = lastDayOf(month);
      if (made > 0 && madeOn > last) break;
      made += closed + gone;
      openedOn.set(key, made >= fewestInBatch || madeOn > last ? madeOn : last);
      if (made >= fewestInBatch) break;
    }
  }
  return openedOn;
}

/** Not of a paper form, nor of a case that was handed one before it was answered. */
const isByCode = ({ procedureCode }: { readonly procedureCode: string }): boolean => procedureCode !== other;

/**
 * Whether on every night that may have shown an answer of the group, five of its closed cases could have given it: in each
 * month, five that had their invitations before the first such night.
 *
 * Paper forms stand apart: one may be any of the five and more that were handed out in its field before it was typed in
 * (api/responses), whatever else is in the group; and a case that was handed one can't have given the other answers, so that
 * it covers none of them.
 */
function isCovered(group: Group<Detail>, openedOn: ReadonlyMap<string, LocalDate>): boolean {
  const [answers, closed] = [group.answers.filter(isByCode), group.closed.filter(isByCode)];
  return [...Map.groupBy(answers, ({ month }) => month)].every(([month, some]) => {
    const days = some.map((answer) => openedOn.get(kindOf(answer)) ?? lastDayOf(month)).sort();
    const candidates = closed.filter((kind) => kind.month === month && kind.madeOn <= (days[0] ?? lastDayOf(month)));
    return candidates.reduce((sum, kind) => sum + kind.closed, 0) >= fewestInBatch;
  });
}
