import { type Language, languages, notApplicable, type Score, scores } from '../../db/vocabulary.ts';
import type {
  AnswerError,
  Draft,
  LikertQuestion,
  Question,
  RawSubmission,
  SingleQuestion,
  Submission,
} from './questionnaire.ts';

export type CheckedAnswers =
  | { readonly ok: true; readonly submission: Submission }
  | { readonly ok: false; readonly errors: readonly AnswerError[] };

type Read<T> = { readonly value: T } | Omit<AnswerError, 'path'>;

/**
 * The one check of a set of answers, for form posts, JSON callers and the page alike; by hand, since a schema library
 * would cost the page more bytes than all the rest of it.
 *
 * - A mark is one of the whole numbers 1 to 5, or `na` where the question offers it; a choice is an option's id.
 * - A question that is not in the questionnaire, a repeated one and a required one left out are refused.
 * - An answer to a question that is put to some only (`showIf`) is left out where they are not among them: without a
 *   script everybody sees it, and a column must mean the same however it was filled in. Nobody is sent back for it.
 * - The comment is normalised first (`normaliseComment`), then held against the questionnaire's length, counted in code
 *   points as the database counts; control characters, lone surrogates and noncharacters are refused. An empty one is none.
 * - The key is required: 8 to 64 of `A–Z a–z 0–9 _ -`. A language left out is the default one.
 *
 * At most one error a path. Never throws on what `readJson` or `readForm` made; what passed passes again, unchanged.
 */
export function checkAnswers(questionnaire: Draft, raw: RawSubmission, defaultLanguage: Language): CheckedAnswers {
  const errors: AnswerError[] = [];
  const take = <T>(path: string, read: Read<T>): T | undefined => {
    if ('value' in read) return read.value;
    errors.push({ path, ...read });
    return undefined;
  };

  // A Map, so that `__proto__` and `constructor` are names like any other.
  const given = new Map(Object.entries(raw.answers));
  const answers = new Map<string, Score | string>();
  for (const question of questionnaire.questions) {
    const answer = take(question.id, readAnswer(question, given.get(question.id)));
    if (answer !== undefined && isPut(question, answers)) answers.set(question.id, answer);
    given.delete(question.id);
  }
  const comment = take('comment', readComment(questionnaire.comment, raw.comment));
  const key = take('key', readKey(raw.key));
  const language = take('language', readLanguage(raw.language, defaultLanguage));
  for (const name of [...given.keys(), ...(raw.unknown ?? [])]) errors.push({ path: name, problem: 'unknown' });

  if (errors.length > 0 || key === undefined || language === undefined) return { ok: false, errors };
  return { ok: true, submission: { answers: Object.fromEntries(answers), comment, key, language } };
}

/** The body of a JSON post, whatever it is: `{ key, language?, answers, comment? }`. Other names end as `unknown`. */
export function readJson(body: unknown): RawSubmission {
  const { answers, comment, key, language, ...others } = isObject(body) ? body : {};
  const unknown = Object.keys(others);
  if (isObject(answers)) return { answers, comment, key, language, unknown };
  return { answers: {}, comment, key, language, unknown: answers === undefined ? unknown : [...unknown, 'answers'] };
}

/**
 * The fields of a form post. A repeated name becomes an array, which the check refuses, for a reader that keeps the last
 * would let a second answer overrule the first. A form knows only texts, so `1` to `5` become marks where a mark is asked.
 */
export function readForm(questionnaire: Draft, fields: Iterable<readonly [string, string]>): RawSubmission {
  const form = new Map<string, string | string[]>();
  for (const [name, text] of fields) {
    const before = form.get(name);
    form.set(name, before === undefined ? text : [before, text].flat());
  }
  const isMark = new Set(questionnaire.questions.filter(({ type }) => type === 'likert5').map(({ id }) => id));
  const answers = [...form]
    .filter(([name]) => !besideAnswers.has(name))
    .map(([name, value]) => [name, isMark.has(name) ? asNumber(value) : value] as const);
  return {
    answers: Object.fromEntries(answers),
    comment: form.get('comment'),
    key: form.get('key'),
    language: form.get('language'),
  };
}

/**
 * A comment as it is stored: NFC, one kind of line break, no white space at the ends, and without the invisible marks of
 * writing direction. Phones paste those unseen around names and numbers; neither language needs them, and left in they
 * could turn the order of a line on a results page. Emoji keep their joiners.
 */
export function normaliseComment(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g, '')
    .normalize('NFC')
    .trim();
}

/** How many characters a comment will count once normalised. */
export function commentLength(text: string): number {
  return [...normaliseComment(text)].length;
}

const besideAnswers: ReadonlySet<string> = new Set(['comment', 'key', 'language']);

/** What PostgreSQL, JSON or XML cannot hold: control characters but line feed and tab, lone surrogates, noncharacters. */
const unstorable = /[^\P{Cc}\n\t]|\p{Cs}|\p{Noncharacter_Code_Point}/u;

function readAnswer(question: Question, given: unknown): Read<Score | string | undefined> {
  if (given === undefined) return question.required ? { problem: 'required' } : { value: undefined };
  if (Array.isArray(given)) return { problem: 'repeat' };
  const value = question.type === 'likert5' ? markOf(question, given) : optionOf(question, given);
  return value === undefined ? { problem: 'scale' } : { value };
}

/** Conditions look at earlier questions, as they were taken. */
function isPut({ showIf }: Question, answers: ReadonlyMap<string, Score | string>): boolean {
  if (!showIf) return true;
  const answer = answers.get(showIf.question);
  return answer !== undefined && showIf.answers.includes(answer);
}

/** `5`, but not `05`, ` 5` or `5.0`: what a radio button of ours sends, and nothing else. */
function asNumber(value: string | string[]): unknown {
  return typeof value === 'string' && /^[1-5]$/.test(value) ? Number(value) : value;
}

function markOf(question: LikertQuestion, given: unknown): Score | typeof notApplicable | undefined {
  if (question.notApplicable && given === notApplicable) return notApplicable;
  return scores.find((score) => score === given);
}

function optionOf(question: SingleQuestion, given: unknown): string | undefined {
  return question.options.find(({ id }) => id === given)?.id;
}

function readComment(asked: Draft['comment'], given: unknown): Read<string | undefined> {
  if (given === undefined) return { value: undefined };
  if (Array.isArray(given)) return { problem: 'repeat' };
  if (typeof given !== 'string') return { problem: 'chars' };
  const comment = normaliseComment(given);
  if (comment === '') return { value: undefined };
  if (!asked) return { problem: 'unknown' };
  if (unstorable.test(comment)) return { problem: 'chars' };
  const length = [...comment].length;
  return length > asked.maxLength ? { problem: 'long', length } : { value: comment };
}

function readKey(given: unknown): Read<string> {
  if (Array.isArray(given)) return { problem: 'repeat' };
  return typeof given === 'string' && /^[A-Za-z0-9_-]{8,64}$/.test(given) ? { value: given } : { problem: 'key' };
}

function readLanguage(given: unknown, defaultLanguage: Language): Read<Language> {
  if (given === undefined) return { value: defaultLanguage };
  if (Array.isArray(given)) return { problem: 'repeat' };
  const language = languages.find((known) => known === given);
  return language ? { value: language } : { problem: 'language' };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
