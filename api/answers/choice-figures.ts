import {
  type Language,
  type Localised,
  otherField,
  type Quarter,
  type Score,
  type UnitId,
} from '../../db/vocabulary.ts';
import type { Condition, Questionnaire, SingleQuestion } from '../questionnaires/questionnaire.ts';
import { apportion } from '../satisfaction/distribution.ts';
import type { Levels } from '../satisfaction/rollup.ts';

/** A place where a question was answered: one version of it, in one field of a unit and quarter. */
interface Place {
  readonly unitId: UnitId;
  readonly quarter: Quarter;
  readonly fieldId: string;
  readonly questionId: string;
  /** The questionnaire's version as text, or `khac`. */
  readonly version: string;
}

/** How often an option was chosen there; a question with one to four answers is one row that is withheld. */
export interface StoredChoice extends Place {
  readonly optionId: string;
  readonly answered: number;
  readonly withheld: boolean;
}

/** The marks of a question on the scale there. */
export interface StoredMarks extends Place {
  readonly levels: Levels;
  readonly withheld: boolean;
}

/** How often an option of a sensitive question was chosen in a whole unit and quarter. */
export interface StoredSensitive {
  readonly unitId: UnitId;
  readonly quarter: Quarter;
  readonly questionId: string;
  readonly optionId: string;
  readonly answered: number;
}

/** What a question with one choice is about: the visit, what went wrong after a low mark, or the person. */
export const choiceKinds = ['visit', 'reason', 'about-you'] as const;
export type ChoiceKind = (typeof choiceKinds)[number];

interface Option {
  readonly key: string;
  readonly name: string;
  readonly answered: number;
  /** Of the answers to the question, rounded together so that all are 100.0; null for a reason, which is no rate. */
  readonly percent: number | null;
}

/** A question of one version with its options. */
export interface ChoiceQuestion {
  /** The question's id and version. */
  readonly key: string;
  readonly question: string;
  readonly version: string;
  readonly kind: ChoiceKind;
  readonly name: string;
  /** The earlier question that decides who is asked this one; null where everybody is. */
  readonly after: { readonly question: string; readonly name: string } | null;
  /** Null, with the options, where one to four answered in every field. */
  readonly answered: number | null;
  /** How many gave the answer after which it is asked; null where everybody is asked, or where that may not be shown. */
  readonly asked: number | null;
  readonly options: readonly Option[] | null;
}

/** A sensitive question in one unit and quarter, never wider and never narrower. */
export interface SensitiveQuestion {
  readonly unit: { readonly key: string; readonly name: string };
  readonly quarter: Quarter;
  readonly question: string;
  readonly name: string;
  readonly answered: number;
  readonly options: readonly Option[];
}

const otherOption: Localised = {
  vi: 'Không trả lời, hoặc gộp các nhóm ít phiếu',
  en: 'Not answered, or small groups together',
};

/**
 * Questions with one choice, each version by itself: a wording may have changed, so versions are never summed. Where a
 * question is withheld in a field and quarter it leaves the sum, with those who were asked it there.
 */
export function choiceQuestions(
  stored: { readonly choices: readonly StoredChoice[]; readonly marks: readonly StoredMarks[] },
  questionnaires: readonly Pick<Questionnaire, 'version' | 'questions'>[],
  language: Language,
): ChoiceQuestion[] {
  const asked = wordings(questionnaires);
  const told = [...Map.groupBy(stored.choices, ({ questionId, version }) => `${questionId}@${version}`)];
  return told
    .flatMap(([key, rows]): (ChoiceQuestion & { place: number })[] => {
      const [first] = rows;
      const known = first && asked.find(first.questionId, first.version);
      if (!first || !known || !isSingle(known.question)) return [];
      const { question, place } = known;
      const open = rows.filter(({ withheld }) => !withheld);
      // A version without the question tells of it only that nobody answered.
      if (question.demographic && open.every(({ optionId }) => optionId === otherField)) return [];
      const kind = kindOf(question);
      const condition = question.showIf;
      const before = condition && asked.find(condition.question, first.version);
      return [
        {
          key,
          question: first.questionId,
          version: first.version,
          kind,
          name: question.text[language],
          after: condition && before ? { question: condition.question, name: before.question.text[language] } : null,
          answered: open.length > 0 ? sum(open) : null,
          asked: condition && open.length > 0 ? askedIn(stored, condition, rows) : null,
          options: open.length > 0 ? options(question, open, language) : null,
          place,
        },
      ];
    })
    .sort((a, b) => a.place - b.place || (a.version < b.version ? -1 : 1))
    .map(({ place: _, ...question }) => question);
}

/** The sensitive questions, unit by unit and quarter by quarter. */
export function sensitiveQuestions(
  stored: readonly StoredSensitive[],
  units: readonly { readonly unitId: UnitId; readonly code: string; readonly name: string }[],
  questionnaires: readonly Pick<Questionnaire, 'version' | 'questions'>[],
  language: Language,
): SensitiveQuestion[] {
  const asked = wordings(questionnaires);
  return units.flatMap(({ unitId, code, name }) => {
    const own = stored.filter((row) => row.unitId === unitId);
    return [...Map.groupBy(own, ({ quarter, questionId }) => `${quarter} ${questionId}`)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([, rows]): SensitiveQuestion[] => {
        const [first] = rows;
        const known = first && asked.find(first.questionId, otherField);
        if (!first || !known || !isSingle(known.question)) return [];
        return [
          {
            unit: { key: code, name },
            quarter: first.quarter,
            question: first.questionId,
            name: known.question.text[language],
            answered: sum(rows),
            options: options(known.question, rows, language),
          },
        ];
      });
  });
}

type Question = Questionnaire['questions'][number];
const isSingle = (question: Question): question is SingleQuestion => question.type === 'single';

function kindOf(question: SingleQuestion): ChoiceKind {
  if (question.demographic) return 'about-you';
  return question.options.length === 1 ? 'reason' : 'visit';
}

/** A question as its version words it; the newest wording where versions were put together. */
function wordings(questionnaires: readonly Pick<Questionnaire, 'version' | 'questions'>[]) {
  const newestFirst = [...questionnaires].sort((a, b) => b.version - a.version);
  return {
    find(id: string, version: string): { question: Question; place: number } | undefined {
      const own = newestFirst.filter((questionnaire) => String(questionnaire.version) === version);
      for (const { questions } of [...own, ...newestFirst]) {
        const place = questions.findIndex((question) => question.id === id);
        const question = questions[place];
        if (question) return { question, place };
      }
      return undefined;
    },
  };
}

/** The options in their order, those that nobody chose included, what was put together last. */
function options(
  question: SingleQuestion,
  rows: readonly { readonly optionId: string; readonly answered: number }[],
  language: Language,
): Option[] {
  const named = question.options.map(({ id, text }) => ({ key: id, name: text[language] }));
  const strange = [...new Set(rows.map(({ optionId }) => optionId))]
    .filter((id) => id !== otherField && !named.some(({ key }) => key === id))
    .sort()
    .map((id) => ({ key: id, name: id }));
  const isOther = rows.some(({ optionId }) => optionId === otherField) && !named.some(({ key }) => key === otherField);
  const other = isOther ? [{ key: otherField, name: otherOption[language] }] : [];
  const all = [...named, ...strange, ...other].map(({ key, name }) => ({
    key,
    name,
    answered: sum(rows.filter(({ optionId }) => optionId === key)),
  }));
  const isRate = question.options.length > 1 && sum(all) > 0;
  const tenths = isRate
    ? apportion(
        all.map(({ answered }) => answered),
        1000,
      )
    : [];
  return all.map((option, index) => ({ ...option, percent: isRate ? (tenths[index] ?? 0) / 10 : null }));
}

/**
 * How many gave one of the answers after which a question is asked, where that question is open: null where there is none,
 * or where the earlier question is withheld in one of the places.
 */
function askedIn(
  { choices, marks }: { readonly choices: readonly StoredChoice[]; readonly marks: readonly StoredMarks[] },
  { question, answers }: Condition,
  rows: readonly StoredChoice[],
): number | null {
  const withheld = new Set(rows.filter((row) => row.withheld).map(placeOf));
  const [version] = rows.map((row) => row.version);
  const isMeant = (row: Place) => row.questionId === question && row.version === version && !withheld.has(placeOf(row));
  const onScale = marks.filter(isMeant);
  const chosen = choices.filter(isMeant);
  if (onScale.length + chosen.length === 0) return null;
  // What is withheld has one to four answers, so that nobody whose answer is shown was asked there.
  const levels = onScale.flatMap((row) => answers.map((mark) => row.levels[(mark as Score) - 1] ?? 0));
  const options = chosen.filter(({ optionId }) => answers.includes(optionId)).map(({ answered }) => answered);
  return [...levels, ...options].reduce((total, count) => total + count, 0);
}

const placeOf = ({ unitId, quarter, fieldId, version }: Omit<Place, 'questionId'>) =>
  `${unitId} ${quarter} ${fieldId} ${version}`;

function sum(rows: readonly { readonly answered: number }[]): number {
  return rows.reduce((total, { answered }) => total + answered, 0);
}
