import { type Month, otherField } from '../../db/vocabulary.ts';
import { fewestInBatch } from './batches.ts';

/** What a quarter's answer tells beside its marks, before it is made coarse. */
export interface Detail {
  readonly month: Month;
  readonly fieldId: string;
  readonly procedureCode: string;
  readonly channel: string;
  readonly medium: string;
  readonly language: string;
  readonly questionnaireVersion: number;
}

/** How many cases of a kind were closed in a month. */
export interface ClosedKind {
  readonly month: Month;
  readonly fieldId: string;
  readonly procedureCode: string;
  readonly channel: string;
  readonly closed: number;
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
 * it has at least five answers and, in each month with an answer, at least five closed cases; the others become `khac`,
 * with the smallest that was kept where `khac` would have one to four. Within each such class the same for the channel,
 * then, by answers alone, for medium, language, questionnaire version and each demographic question in turn.
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
  const details = new Map<T, CoarseDetail>();
  const closedClasses: ClosedClass[] = [];
  const questions = [...new Set(answers.flatMap((answer) => Object.keys(demographicsOf(answer))))].sort();

  for (const fieldId of new Set([...answers, ...closed].map((row) => row.fieldId))) {
    const ofField = answers.filter((answer) => answer.fieldId === fieldId);
    const closedInField = closed.filter((kind) => kind.fieldId === fieldId);
    const procedures = split(ofField, closedInField, 'procedureCode');
    for (const procedure of procedures.names) {
      const ofProcedure = procedures.answersOf(procedure);
      const channels = split(ofProcedure, procedures.closedOf(procedure), 'channel');
      for (const channel of channels.names) {
        const sum = channels.closedOf(channel).reduce((total, kind) => total + kind.closed, 0);
        closedClasses.push({ fieldId, procedure, channel, closed: sum });
        byAnswersAlone(channels.answersOf(channel), questions, demographicsOf, (answer, rest) => {
          details.set(answer, { procedure, channel, ...rest });
        });
      }
    }
  }
  const rows = answers.flatMap((answer) => {
    const detail = details.get(answer);
    return detail ? [{ answer, detail }] : [];
  });
  return { rows, closed: closedClasses };
}

type Rest = Omit<CoarseDetail, 'procedure' | 'channel'>;

/** Medium, language, version and demographics of one class, each within the one before. */
function byAnswersAlone<T extends Detail>(
  answers: readonly T[],
  questions: readonly string[],
  demographicsOf: (answer: T) => Readonly<Record<string, string | undefined>>,
  take: (answer: T, rest: Rest) => void,
): void {
  const aspects: ((answer: T) => string)[] = [
    (answer) => answer.medium,
    (answer) => answer.language,
    (answer) => String(answer.questionnaireVersion),
    ...questions.map((question) => (answer: T) => demographicsOf(answer)[question] ?? other),
  ];
  const descend = (group: readonly T[], names: readonly string[]): void => {
    const tell = aspects[names.length];
    if (tell) {
      const kept = keptNames(group, tell, () => true);
      const nameOf = (answer: T) => nameAmong(kept, tell(answer));
      for (const [name, part] of Map.groupBy(group, nameOf)) descend(part, [...names, name]);
      return;
    }
    const [medium = other, language = other, version = other, ...demographic] = names;
    const demographics = Object.fromEntries(
      questions.map((question, index) => [question, demographic[index] ?? other]),
    );
    for (const answer of group) take(answer, { medium, language, version, demographics });
  };
  descend(answers, []);
}

/** The classes of one aspect that closed cases have as well. */
function split<T extends Detail>(
  answers: readonly T[],
  closed: readonly ClosedKind[],
  aspect: 'procedureCode' | 'channel',
) {
  const closedIn = (value: string, month: Month): number =>
    closed.filter((kind) => kind[aspect] === value && kind.month === month).reduce((sum, kind) => sum + kind.closed, 0);
  const kept = keptNames(
    answers,
    (answer) => answer[aspect],
    (value, group) => group.every(({ month }) => closedIn(value, month) >= fewestInBatch),
  );
  const nameOf = (row: T | ClosedKind) => nameAmong(kept, row[aspect]);
  return {
    names: [...new Set([...answers, ...closed].map(nameOf))].sort(),
    answersOf: (name: string) => answers.filter((answer) => nameOf(answer) === name),
    closedOf: (name: string) => closed.filter((kind) => nameOf(kind) === name),
  };
}

/** The values that stand by their own name in a class. */
function keptNames<T>(
  answers: readonly T[],
  tell: (answer: T) => string,
  mayKeep: (value: string, group: readonly T[]) => boolean,
): ReadonlySet<string> {
  const kept = [...Map.groupBy(answers, tell)]
    .filter(([value, group]) => value !== other && group.length >= fewestInBatch && mayKeep(value, group))
    .sort(([a, one], [b, two]) => two.length - one.length || (a < b ? -1 : 1));
  // One to four left over would stand alone: the smallest that was kept joins them, until they are enough or none is kept.
  const left = () => answers.length - kept.reduce((sum, [, group]) => sum + group.length, 0);
  while (left() > 0 && left() < fewestInBatch && kept.length > 0) kept.pop();
  return new Set(kept.map(([value]) => value));
}

const nameAmong = (kept: ReadonlySet<string>, value: string): string => (kept.has(value) ? value : other);
