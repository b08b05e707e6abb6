import type { Month } from '../../db/vocabulary.ts';
import type { Batch, MonthsTonight } from '../satisfaction/batches.ts';
import type { ClosedKind, CoarseDetail } from '../satisfaction/nested-detail.ts';
import type { Rules, SimulatedAnswer } from './night-after-night.ts';

/** Which of the rules of a night are kept; all, where nothing is said. */
export interface NightSwitches {
  /** How many answers make a batch. */
  readonly fewest?: number;
  /** Left-overs of a month that is settled wait for a batch of the current month. */
  readonly mergesLeftOvers?: boolean;
}

/** A night's plan written a second time from the contract, so that its rules can be broken one by one. */
export function ownPlan({ fewest = 5, mergesLeftOvers = true }: NightSwitches = {}): Rules['planSeal'] {
  return (waiting, { settled, settling, current }: MonthsTonight, { isRipe: mayBeShown }) => {
    const moved = (rows: readonly SimulatedAnswer[], final: ReadonlySet<Month>) =>
      rows.map((row) => (final.has(row.month) ? { ...row, month: current } : row));
    const place = ({ fieldId, month }: SimulatedAnswer) => `${fieldId} ${month}`;
    const batches = new Map<string, Batch<SimulatedAnswer>>();
    const reveal = (rows: readonly SimulatedAnswer[], isRipe: (group: readonly SimulatedAnswer[]) => boolean) => {
      const left: SimulatedAnswer[] = [];
      left.push(...rows.filter((row) => !mayBeShown(row)));
      for (const [key, group] of Map.groupBy(rows.filter(mayBeShown), place)) {
        const [{ fieldId, month }, before] = [group[0] as SimulatedAnswer, batches.get(key)];
        if (isRipe(group)) batches.set(key, { fieldId, month, rows: [...(before?.rows ?? []), ...group] });
        else left.push(...group);
      }
      return left;
    };
    const isFull = (group: readonly SimulatedAnswer[]) => group.length >= fewest;
    const first = reveal(moved(waiting, settled), isFull);
    const carried = new Set(first.filter(({ month }) => settling.has(month)).map(({ fieldId }) => fieldId));
    const isCarried = ([row]: readonly SimulatedAnswer[]) =>
      row !== undefined && row.month === current && carried.has(row.fieldId);
    const left = reveal(moved(first, settling), (group) => isFull(group) || (!mergesLeftOvers && isCarried(group)));
    return { revealed: [...batches.values()], waiting: left };
  };
}

/** Which of the rules of a quarter's detail are kept; all, where nothing is said. */
export interface DetailSwitches {
  readonly fewest?: number;
  /** A name needs five closed cases in each month with an answer. */
  readonly coversNames?: boolean;
  /** Only cases that could have given what the first night showed count for it. */
  readonly asksWhen?: boolean;
  /** So does what is left, or it takes in the smallest name. */
  readonly coversRest?: boolean;
  /** What is left of one to four takes in the smallest name. */
  readonly fillsRest?: boolean;
  /** Each aspect within the class before, and not within the field. */
  readonly isNested?: boolean;
  /** The version is held to closed cases, as it is known of them. */
  readonly versionIsKnown?: boolean;
}

/** A quarter's detail, likewise. */
export function ownDetail(switches: DetailSwitches = {}): Rules['nestedDetail'] {
  const { fewest = 5, coversNames = true, coversRest = true, fillsRest = true } = switches;
  const { isNested = true, versionIsKnown = true, asksWhen = true } = switches;
  type Row = SimulatedAnswer;
  const aspects: { of: (row: Row) => string; known?: (kind: ClosedKind) => string }[] = [
    { of: ({ procedureCode }) => procedureCode, known: ({ procedureCode }) => procedureCode },
    { of: ({ channel }) => channel, known: ({ channel }) => channel },
    { of: ({ medium }) => medium },
    { of: ({ language }) => language },
    {
      of: ({ questionnaireVersion }) => String(questionnaireVersion),
      ...(versionIsKnown && { known: ({ questionnaireVersion }: ClosedKind) => String(questionnaireVersion) }),
    },
  ];

  /** The names that an aspect keeps among some answers and cases. */
  const keptOf = (
    rows: readonly Row[],
    kinds: readonly ClosedKind[],
    { of, known }: (typeof aspects)[number],
    firstShown: (row: Row) => string,
  ) => {
    /** Each answer by itself: five of the cases were there on the day before it may have been shown first. */
    const isCovered = (some: readonly Row[], cases: readonly ClosedKind[]) =>
      [...new Map(some.map((row) => [`${row.month} ${firstShown(row)}`, row])).values()].every((row) => {
        const there = cases.filter(
          ({ month, madeOn }) => month === row.month && (!asksWhen || madeOn <= firstShown(row)),
        );
        return there.reduce((sum, kind) => sum + kind.closed, 0) >= 5;
      });
    const sizes = [...Map.groupBy(rows, of)].sort(
      ([a, { length: x }], [b, { length: y }]) => y - x || (a < b ? -1 : 1),
    );
    const kept = sizes
      .filter(([, some]) => some.length >= fewest)
      .filter(
        ([name, some]) =>
          !known ||
          !coversNames ||
          isCovered(
            some,
            kinds.filter((kind) => known(kind) === name),
          ),
      )
      .map(([name]) => name);
    const isRestFine = () => {
      const rest = rows.filter((row) => !kept.includes(of(row)));
      const cases = known ? kinds.filter((kind) => !kept.includes(known(kind))) : kinds;
      if (rest.length === 0) return true;
      return (!fillsRest || rest.length >= fewest) && (!known || !coversRest || isCovered(rest, cases));
    };
    while (kept.length > 0 && !isRestFine()) kept.pop();
    return new Set(kept);
  };

  return (answers, closed) => {
    const details = new Map<Row, string[]>();
    for (const [fieldId, ofField] of Map.groupBy(answers, (row) => row.fieldId)) {
      const kindsOfField = closed.filter((kind) => kind.fieldId === fieldId);
      const known = new Map<string, string>();
      const firstShown = (row: Row): string => {
        const kind = [row.month, row.procedureCode, row.channel, row.questionnaireVersion].join();
        const day = known.get(kind) ?? fifthOf(kindsOfField, row);
        known.set(kind, day);
        return day;
      };
      const descend = (rows: readonly Row[], kinds: readonly ClosedKind[], path: string[]): void => {
        const aspect = aspects[path.length];
        if (!aspect) {
          for (const row of rows) details.set(row, path);
          return;
        }
        const { of, known } = aspect;
        const kept = isNested
          ? keptOf(rows, kinds, aspect, firstShown)
          : keptOf(ofField, kindsOfField, aspect, firstShown);
        const nameOf = (value: string) => (kept.has(value) ? value : 'khac');
        for (const [name, part] of Map.groupBy(rows, (row) => nameOf(of(row)))) {
          descend(part, known ? kinds.filter((kind) => nameOf(known(kind)) === name) : kinds, [...path, name]);
        }
      };
      descend(ofField, kindsOfField, []);
    }
    const detailOf = (row: Row): CoarseDetail => {
      const [procedure = '', channel = '', medium = '', language = '', version = ''] = details.get(row) ?? [];
      return { procedure, channel, medium, language, version, demographics: {} };
    };
    return { rows: answers.map((answer) => ({ answer, detail: detailOf(answer) })), closed: [] };
  };
}

/** The day of the fifth case of an answer's kind, those that are gone included; the end of its month, if that is sooner. */
function fifthOf(kinds: readonly ClosedKind[], row: SimulatedAnswer): string {
  const alike = kinds.filter(
    ({ month, procedureCode, channel, questionnaireVersion }) =>
      month === row.month &&
      procedureCode === row.procedureCode &&
      channel === row.channel &&
      questionnaireVersion === row.questionnaireVersion,
  );
  const days = alike.flatMap(({ madeOn, closed, gone }) => Array.from({ length: closed + gone }, () => madeOn)).sort();
  const ends = `${row.month}-31`;
  const [first = ends, fifth = ends] = [days[0], days[4]];
  if (first > ends) return first;
  return fifth < ends ? fifth : ends;
}
