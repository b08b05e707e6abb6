import type { LocalDate, Month, Quarter } from '../../db/vocabulary.ts';
import { quarterOf } from '../calendar.ts';

/** How a figure of a month grew from one night to the next. */
export interface Step {
  readonly on: LocalDate;
  readonly month: Month;
  /** The field, or whatever else a figure was shown of. */
  readonly group: string;
  readonly levels: readonly number[];
}

/** A class of a quarter's detail: its field, then the name of each aspect in turn. */
export interface SeenClass {
  readonly on: LocalDate;
  readonly quarter: Quarter;
  readonly fieldId: string;
  /** Procedure, channel, medium, language, questionnaire version. */
  readonly path: readonly string[];
  readonly levels: readonly number[];
}

/** A closed case with what is known of it, whether it was answered or not. */
export interface SeenCase {
  readonly fieldId: string;
  readonly month: Month;
  readonly procedureCode: string;
  readonly channel: string;
  readonly version: number;
  readonly madeOn: LocalDate;
  /** Could not have answered but on its form, since that was handed out before it was answered, or it was taken back. */
  readonly onlyOnPaper?: boolean;
  /** The day on which a paper form was handed out for it: what came on paper may be this one's, whichever month it counts in. */
  readonly formOn?: LocalDate | undefined;
}

/** Everything that somebody who may ask everything has kept. */
export interface Seen {
  readonly steps: readonly Step[];
  readonly classes: readonly SeenClass[];
  readonly cases: readonly SeenCase[];
  /** Left-overs of a month that may count in a later one. */
  readonly carries: readonly { readonly fieldId: string; readonly from: Month; readonly to: Month }[];
  /** The procedure that a code stood for when a quarter was told. */
  readonly mergedWhenTold?: ReadonlyMap<Quarter, ReadonlyMap<string, string>>;
}

/** Marks that could be told to come from fewer than five, or figures of fewer than five. */
export interface Finding {
  readonly where: string;
  readonly marks: number;
  /** How many closed cases could have given them; for a figure, how many answers it rests on. */
  readonly among: number;
}

const fewest = 5;
const khac = 'khac';
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
const isSmall = (levels: readonly number[]) =>
  levels.some((count) => count < 0) || (sum(levels) > 0 && sum(levels) < fewest);

/**
 * Figures of fewer than five answers: what a night added, what a class holds at any depth, and what two tellings of the
 * same quarter differ by. Any range of months, and any night less another, is a sum of such steps.
 */
export function smallFigures({ steps, classes }: Pick<Seen, 'steps' | 'classes'>): Finding[] {
  const small = (where: string, levels: readonly number[]): Finding[] =>
    isSmall(levels) ? [{ where, marks: sum(levels), among: sum(levels) }] : [];
  const ofSteps = steps.flatMap(({ on, month, group, levels }) => small(`${month} ${group}, added on ${on}`, levels));
  const atDepth = (depth: number) =>
    [
      ...Map.groupBy(classes, ({ on, quarter, fieldId, path }) =>
        JSON.stringify([on, quarter, fieldId, ...path.slice(0, depth)]),
      ),
    ].flatMap(([where, group]) => small(where, added(group.map(({ levels }) => levels))));
  const tellings = Map.groupBy(classes, ({ quarter, fieldId, path }) => JSON.stringify([quarter, fieldId, ...path]));
  const ofTellings = [...tellings].flatMap(([where, group]) =>
    group.slice(1).flatMap(({ levels }, index) =>
      small(
        `${where}, told again`,
        levels.map((count, level) => count - (group[index]?.levels[level] ?? 0)),
      ),
    ),
  );
  return [...ofSteps, ...[0, 1, 2, 3, 4, 5].flatMap(atDepth), ...ofTellings];
}

function added(some: readonly (readonly number[])[]): number[] {
  return [0, 1, 2, 3, 4].map((level) => sum(some.map((levels) => levels[level] ?? 0)));
}

/** A sum that was published, and which cases could have given the answers in it. */
interface Margin {
  readonly levels: readonly number[];
  readonly could: (one: SeenCase) => boolean;
  /** The same for a form of its field, which any of the forms may be that were out by then. */
  readonly couldOnPaper: (one: SeenCase) => boolean;
}

/**
 * Marks that are tied to fewer than five closed cases.
 *
 * The unknowns are how many of the marks k of a field and quarter lie in each cell, class × time; published are their sums
 * by class and by time, and everything else that may be asked for is a sum of these. So for one mark the unknowns are a
 * table of non-negative whole numbers with given margins, zero where no case could have answered: a flow. By max-flow
 * min-cut the fewest marks that any such table has within a set of cells is the largest a(S) + b(T) − N over classes S and
 * times T all of whose common cells are in the set (zero if that is negative): a(S) and b(T) the marks published of them,
 * N all of them. So it is enough to look at rectangles, and the attack is exact; where a rectangle that five cases could
 * not have filled has a mark for certain, that is a tie.
 *
 * Times are the nights on which figures grew, as it is known from when on each case could be answered; or the months of the
 * quarter alone, for one who does not know that.
 */
export function ties(seen: Seen, times: 'months' | 'nights'): Finding[] {
  const { steps, classes, cases } = seen;
  const places = Map.groupBy(classes, ({ quarter, fieldId }) => `${quarter} ${fieldId}`);
  return [...places].flatMap(([place, ofPlace]) => {
    const [first] = ofPlace;
    if (!first) return [];
    const { quarter, fieldId } = first;
    const ofQuarter = steps.filter((step) => step.group === fieldId && quarterOf(step.month) === quarter);
    const counts = (one: SeenCase, month: Month) => one.month === month || sources(seen, fieldId, month).has(one.month);
    const columns =
      times === 'months'
        ? [...Map.groupBy(ofQuarter, ({ month }) => month)].map(
            ([month, some]): Margin => ({
              levels: added(some.map(({ levels }) => levels)),
              could: (one) => one.onlyOnPaper !== true && counts(one, month),
              couldOnPaper: (one) => one.formOn !== undefined,
            }),
          )
        : ofQuarter.map(
            ({ on, month, levels }): Margin => ({
              levels,
              could: (one) => !one.onlyOnPaper && one.madeOn < on && counts(one, month),
              couldOnPaper: ({ formOn }) => formOn !== undefined && formOn < on,
            }),
          );
    const ofField = cases.filter((one) => one.fieldId === fieldId);
    return tiesBetween(rowsOf(ofPlace, seen, seen.mergedWhenTold?.get(quarter)), columns, ofField).map((finding) => ({
      ...finding,
      where: `${place}: ${finding.where}`,
    }));
  });
}

/** Months whose left-overs may count in a month, those of their own sources included. */
function sources({ carries }: Seen, fieldId: string, month: Month): Set<Month> {
  const found = new Set<Month>();
  const look = (to: Month) => {
    for (const carry of carries) {
      if (carry.fieldId !== fieldId || carry.to !== to || found.has(carry.from)) continue;
      found.add(carry.from);
      look(carry.from);
    }
  };
  look(month);
  return found;
}

/** Names that stand beside each other at a depth, under the same names before. */
function beside(
  classes: readonly SeenClass[],
  path: readonly string[],
  depth: number,
): ReadonlySet<string | undefined> {
  const isUnder = (other: SeenClass) => path.slice(0, depth).every((name, index) => name === other.path[index]);
  return new Set(classes.filter(isUnder).map((other) => other.path[depth]));
}

/**
 * Classes as far as cases are known to belong to them: language is known of answers alone, and of the medium only whether it
 * was a form, which is then one of those that were handed out.
 */
function rowsOf(
  classes: readonly SeenClass[],
  { cases }: Seen,
  merged: ReadonlyMap<string, string> = new Map(),
): (Margin & { readonly paths: ReadonlySet<string> })[] {
  // Where no form was handed out, paper is a medium like the others.
  const hasForms = cases.some(({ formOn }) => formOn !== undefined);
  const formIsTold = ({ path }: SeenClass) => {
    if (!hasForms) return 'either';
    if (path[2] === 'paper') return 'form';
    return path[2] === khac && !beside(classes, path, 2).has('paper') ? 'either' : 'code';
  };
  const rule = (one: SeenClass) => {
    const { path } = one;
    const names = [0, 1, 4].map((depth) => [path[depth], ...[...beside(classes, path, depth)].sort()]);
    return JSON.stringify([...names, [formIsTold(one)]]);
  };
  return [...Map.groupBy(classes, rule)].map(([text, group]) => {
    const rules: string[][] = JSON.parse(text);
    const form = rules[3]?.[0];
    const isNamed = (values: readonly string[]) =>
      values.every((value, index) => {
        const [name, ...names] = rules[index] ?? [];
        return name === (names.includes(value) ? value : khac);
      });
    return {
      levels: added(group.map(({ levels }) => levels)),
      could: ({ procedureCode, channel, version }) =>
        form !== 'form' && isNamed([merged.get(procedureCode) ?? procedureCode, channel, String(version)]),
      couldOnPaper: ({ version }) => form !== 'code' && isNamed([khac, khac, String(version)]),
      paths: new Set(group.map(({ path }) => path.join(' '))),
    };
  });
}

function tiesBetween(rows: readonly Margin[], columns: readonly Margin[], cases: readonly SeenCase[]): Finding[] {
  const [few, many] = rows.length < columns.length ? [rows, columns] : [columns, rows];
  const all = added(rows.map(({ levels }) => levels));
  const same = added(columns.map(({ levels }) => levels));
  if (all.join() !== same.join()) throw new Error(`Classes hold ${all}, times ${same}`);
  // A case by its code is the id, the same by its form the one that is as much below zero: both are one case.
  const idsOf = (one: Margin) =>
    new Set(
      cases.flatMap((candidate, index) => [
        ...(one.could(candidate) ? [index + 1] : []),
        ...(one.couldOnPaper(candidate) ? [-index - 1] : []),
      ]),
    );
  const manyIds = many.map(idsOf);
  // Which cases a row and a column have in common; of five and more it does not matter which.
  const shared = few.map((row) => {
    const ids = idsOf(row);
    return manyIds.map((some) => firstFive([...some].filter((id) => ids.has(id)).map(Math.abs)));
  });
  return subsets(few.length).flatMap((chosen) => {
    const common = many.map((_, column) => firstFive(chosen.flatMap((row) => [...(shared[row]?.[column] ?? [])])));
    const marksOfChosen = added(chosen.map((index) => few[index]?.levels ?? []));
    return smallUnions(common).flatMap((union) => {
      const inside = many.filter((_, index) => [...(common[index] ?? [])].every((id) => union.has(id)));
      const marksInside = added(inside.map(({ levels }) => levels));
      return [0, 1, 2, 3, 4].flatMap((level): Finding[] => {
        const certain = (marksOfChosen[level] ?? 0) + (marksInside[level] ?? 0) - (all[level] ?? 0);
        return certain > 0 ? [{ where: `mark ${level + 1}`, marks: certain, among: union.size }] : [];
      });
    });
  });
}

function firstFive(ids: readonly number[]): ReadonlySet<number> {
  const found = new Set<number>();
  for (const id of ids) if (found.add(id).size === fewest) break;
  return found;
}

/** Every choice of some of so many; of more than twelve, choices of up to two and all but up to two. */
function subsets(size: number): number[][] {
  const all = Array.from({ length: size }, (_, index) => index);
  if (size <= 12) {
    return Array.from({ length: 2 ** size - 1 }, (_, choice) => all.filter((index) => ((choice + 1) >> index) & 1));
  }
  const pairs = all.flatMap((one) => all.slice(one).map((other) => [...new Set([one, other])]));
  return [...pairs, ...pairs.map((pair) => all.filter((index) => !pair.includes(index))), all];
}

/** Unions of some of the sets that have fewer than five elements; the empty one is among them. */
function smallUnions(sets: readonly ReadonlySet<number>[]): ReadonlySet<number>[] {
  const small = sets.filter((one) => one.size > 0 && one.size < fewest);
  const found = new Map<string, ReadonlySet<number>>([['', new Set()]]);
  for (const union of found.values()) {
    for (const one of small) {
      const wider = new Set([...union, ...one]);
      if (wider.size < fewest) found.set([...wider].sort((a, b) => a - b).join(' '), wider);
    }
  }
  return [...found.values()];
}

/** An answer as only who gave it knows it. */
export interface TrueAnswer {
  readonly fieldId: string;
  readonly month: Month;
  readonly procedureCode: string;
  readonly channel: string;
  readonly medium: string;
  readonly language: string;
  readonly version: number;
  readonly revealedOn: LocalDate;
}

/**
 * What is left even for one who is told the class and night of each answer, and so knows more than anything that can be
 * computed: cells with an answer that fewer than five cases could have given. Where there is none, nothing that is computed
 * from sums of classes and nights can tie a mark to fewer than five: whatever set of cells is shown to hold a mark holds one
 * in truth, and that one's cell alone has its five cases.
 */
export function cellsWithFewCases(seen: Seen, answers: readonly TrueAnswer[]): Finding[] {
  const places = Map.groupBy(seen.classes, ({ quarter, fieldId }) => `${quarter} ${fieldId}`);
  return [...places].flatMap(([place, classes]) => {
    const merged = classes[0] && seen.mergedWhenTold?.get(classes[0].quarter);
    const rows = rowsOf(classes, seen, merged);
    const rowOf = (answer: TrueAnswer) => {
      const path = pathOf(classes, {
        ...answer,
        procedureCode: merged?.get(answer.procedureCode) ?? answer.procedureCode,
      });
      return rows.findIndex(({ paths }) => paths.has(path));
    };
    const own = answers.filter(({ month, fieldId }) => `${quarterOf(month)} ${fieldId}` === place);
    const cells = Map.groupBy(own, (answer) => `${answer.month} ${answer.revealedOn} ${rowOf(answer)}`);
    return [...cells.values()].flatMap((group): Finding[] => {
      const [one, row] = [group[0] as TrueAnswer, rows[rowOf(group[0] as TrueAnswer)]];
      if (!row) return [{ where: `${place}: in no class`, marks: group.length, among: 0 }];
      const { fieldId, month, revealedOn } = one;
      const from = sources(seen, fieldId, month).add(month);
      const could = (candidate: SeenCase) =>
        candidate.fieldId === fieldId &&
        ((!candidate.onlyOnPaper &&
          candidate.madeOn < revealedOn &&
          from.has(candidate.month) &&
          row.could(candidate)) ||
          (candidate.formOn !== undefined && candidate.formOn < revealedOn && row.couldOnPaper(candidate)));
      // Five answers of one cell came from five cases, whoever they are.
      const among = Math.max(seen.cases.filter(could).length, group.length);
      const where = `${place}: ${month}, shown on ${revealedOn}, ${[...row.paths].join(' or ')}`;
      return among < fewest ? [{ where, marks: group.length, among }] : [];
    });
  });
}

/** The class of an answer: at each depth its own name where that was kept, else the common one. */
function pathOf(classes: readonly SeenClass[], answer: TrueAnswer): string {
  const { procedureCode, channel, medium, language, version } = answer;
  const path: string[] = [];
  for (const value of [procedureCode, channel, medium, language, String(version)]) {
    path.push(beside(classes, path, path.length).has(value) ? value : khac);
  }
  return path.join(' ');
}
