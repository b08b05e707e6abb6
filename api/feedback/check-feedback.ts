import { type FeedbackTopic, feedbackTopics } from '../../db/vocabulary.ts';

export const longest = { message: 3000, contact: 200 } as const;

/** What a form brought, as it came. */
export interface RawFeedback {
  readonly unit: string;
  readonly topic: string;
  readonly message: string;
  readonly contact: string;
  readonly key: string;
}

/** What can be kept of it. */
export interface CheckedFeedback {
  readonly topic: FeedbackTopic;
  readonly message: string;
  readonly contact: string | null;
  readonly key: string;
}

/** Where something is wrong, and what. */
export interface FeedbackError {
  readonly path: 'unit' | 'topic' | 'message' | 'contact' | 'key';
  readonly problem: 'missing' | 'long' | 'chars' | 'old';
  readonly length?: number;
}

/** A form's fields. One that stands there twice is none of ours, and reads as empty. */
export function readFeedback(fields: readonly (readonly [string, string])[]): RawFeedback {
  const only = (name: string): string => {
    const [first, ...more] = fields.filter(([field]) => field === name);
    return first && more.length === 0 ? first[1] : '';
  };
  return {
    unit: only('unit'),
    topic: only('topic'),
    message: only('message'),
    contact: only('contact'),
    key: only('key'),
  };
}

/** Checks what was written; blanks around it and the line ends of Windows do not count. */
export function checkFeedback(
  raw: RawFeedback,
): { ok: true; feedback: CheckedFeedback } | { ok: false; errors: FeedbackError[] } {
  const message = tidy(raw.message);
  const contact = tidy(raw.contact);
  const topic = feedbackTopics.find((known) => known === raw.topic);
  const errors: FeedbackError[] = [];
  if (!topic) errors.push({ path: 'topic', problem: 'missing' });
  const wrong = message === '' ? 'missing' : textProblem(message, longest.message, /[^\P{Cc}\n\t]/u);
  if (wrong) errors.push({ path: 'message', problem: wrong, length: [...message].length });
  const wrongContact = textProblem(contact, longest.contact, /\p{Cc}/u);
  if (wrongContact) errors.push({ path: 'contact', problem: wrongContact, length: [...contact].length });
  if (!/^[\w-]{16,64}$/.test(raw.key)) errors.push({ path: 'key', problem: 'old' });
  if (errors.length > 0 || !topic) return { ok: false, errors };
  return { ok: true, feedback: { topic, message, contact: contact === '' ? null : contact, key: raw.key } };
}

function tidy(text: string): string {
  return text.replace(/\r\n?/g, '\n').normalize('NFC').trim();
}

function textProblem(text: string, most: number, unwanted: RegExp): 'long' | 'chars' | undefined {
  if ([...text].length > most) return 'long';
  const isStrange = !text.isWellFormed() || unwanted.test(text) || /[\p{Zl}\p{Zp}]/u.test(text);
  return isStrange || (text !== '' && text.replace(/[\p{Cf}\p{Z}\s]/gu, '') === '') ? 'chars' : undefined;
}
