import { zValidator } from '@hono/zod-validator';
import type { Context as RequestContext } from 'hono';
import { describeRoute, resolver, uniqueSymbol } from 'hono-openapi';
import { z } from 'zod';
import { type Language, type LocalDate, type Localised, languages, type Month } from '../db/vocabulary.ts';
import { isLocalDate, isMonth } from './calendar.ts';
import { type Complaint, type Problem, problem, problemDetails } from './problems.ts';

/** A day, `2025-07-07`. Schemas refine and never transform, so that the OpenAPI document keeps them whole. */
export const localDateField = z
  .string()
  .refine(isLocalDate, {
    params: { vi: 'cần một ngày có thật, dạng 2025-12-31', en: 'expected a day that exists, as 2025-12-31' },
  })
  .meta({ format: 'date', examples: ['2025-07-07'] }) as unknown as z.ZodType<LocalDate, LocalDate>;

/** A month, `2025-07`. */
export const monthField = z
  .string()
  .refine(isMonth, { params: { vi: 'cần một tháng, dạng 2025-07', en: 'expected a month, as 2025-07' } })
  .meta({ pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$', examples: ['2025-07'] }) as unknown as z.ZodType<Month, Month>;

/**
 * A text of 1 to `longest` characters, counted as they are kept (as NFC, which may have more), that a person could have
 * typed: no control characters, no broken Unicode.
 */
export function textField(longest: number) {
  return z
    .string()
    .min(1)
    .refine((text) => [...text.normalize('NFC')].length <= longest, {
      params: { vi: `dài nhất ${longest} ký tự`, en: `at most ${longest} characters` },
    })
    .refine(
      (text) =>
        text.isWellFormed() && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text) && text.replace(/[\p{Cf}\p{Z}]/gu, '') !== '',
      {
        params: { vi: 'có ký tự không lưu được', en: 'has characters that can’t be stored' },
      },
    )
    .meta({ maxLength: longest });
}

/**
 * A JSON body; another content type is 415, unreadable JSON 400, everything else that is wrong 422 with its places.
 * `documented`: what OpenAPI says of the body where more is read of it later.
 */
export function validJson<Schema extends z.ZodType>(schema: Schema, documented: z.ZodType = schema) {
  const validator = zValidator('json', schema, (result, c) => {
    if (!/^application\/([a-z.-]+\+)?json\b/i.test(c.req.header('content-type') ?? ''))
      throw problem('unsupported-media-type');
    if (!result.success) throw invalid(result.error.issues, result.data);
  });
  return Object.assign(validator, { [uniqueSymbol]: { target: 'json', ...resolver(documented) } });
}

/** The query string; unknown names are refused by strict schemas, so a mistyped filter never widens a result. */
export function validQuery<Schema extends z.ZodType>(schema: Schema) {
  const validator = zValidator('query', schema, (result) => {
    if (!result.success) throw invalid(result.error.issues, result.data);
  });
  return Object.assign(validator, { [uniqueSymbol]: { target: 'query', ...resolver(schema) } });
}

/** What a schema reads in a value that no validator above brought. Throws `invalid`. */
export function parsed<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const result = readAs(schema, input);
  if (result.problem) throw result.problem;
  return result.data;
}

/** The same, with the refusal as a value. */
export function readAs<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): { readonly data: z.infer<Schema>; readonly problem?: undefined } | { readonly problem: Problem } {
  const result = schema.safeParse(input);
  return result.success ? { data: result.data } : { problem: invalid(result.error.issues, input) };
}

/**
 * What OpenAPI says of a route: one sentence, and what it answers with by status, a schema or words where it is no JSON.
 * `signedOut`: needs neither key nor session. `body`, `form`: what comes in, where no validator says so.
 */
export function describe(
  summary: string,
  answers: Readonly<Record<number, z.ZodType | string>>,
  options: { readonly signedOut?: boolean; readonly body?: z.ZodType; readonly form?: FormDescription } = {},
) {
  const responses = Object.fromEntries(
    Object.entries(answers).map(([status, body]) => [
      status,
      typeof body === 'string'
        ? { description: body }
        : { description: summary, content: { 'application/json': { schema: resolver(body) } } },
    ]),
  );
  const requestBody =
    (options.body && { content: { 'application/json': { schema: resolver(options.body) } } }) ??
    (options.form && { content: { 'multipart/form-data': { schema: options.form } } });
  return describeRoute({
    summary,
    responses,
    ...(options.signedOut && { security: [] }),
    ...(requestBody && { requestBody }),
  });
}

/** A multipart form as OpenAPI says it; what comes in one is read by hand. */
export interface FormDescription {
  readonly type: 'object';
  readonly required: string[];
  readonly properties: Record<string, { type: 'string'; format?: string; description: string }>;
}

/** The language of an answer: `?lang=`, then `Accept-Language`, then Vietnamese. */
export function languageOf(c: RequestContext): Language {
  const asked = c.req.query('lang');
  const wanted = languages.find((known) => known === asked);
  if (wanted) return wanted;
  const accepted = (c.req.header('accept-language') ?? '')
    .split(',')
    .map((entry) => {
      const [tag = '', ...parameters] = entry.trim().toLowerCase().split(';');
      const weight = parameters.find((parameter) => parameter.trim().startsWith('q='));
      return { language: tag.slice(0, 2), weight: weight ? Number(weight.trim().slice(2)) : 1 };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { language } of accepted) {
    const known = languages.find((candidate) => candidate === language);
    if (known) return known;
  }
  return 'vi';
}

/** A refusal as `application/problem+json` in the caller's language. */
export function problemResponse(c: RequestContext, refusal: Problem): Response {
  const { retryAfter, allow } = refusal.extra;
  return new Response(JSON.stringify(problemDetails(refusal, languageOf(c))), {
    status: refusal.status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
      ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
      ...(allow && { allow: allow.join(', ') }),
      ...(refusal.status === 401 && { 'www-authenticate': 'Bearer' }),
    },
  });
}

/** What zod found in `input`, said so that the sender can mend it: where, what is there, what is expected. */
function invalid(issues: readonly z.core.$ZodIssue[], input: unknown): Problem {
  return problem('invalid', { errors: issues.flatMap((issue) => complaints(issue, input)) });
}

function complaints(issue: z.core.$ZodIssue, input: unknown): Complaint[] {
  const path = issue.path.map(String).join('.');
  // The value of an unknown property is not repeated: it may be a name or a phone number that has no place here.
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [path, key].filter(Boolean).join('.'),
      message: { vi: 'không có mục này; xin bỏ đi', en: 'there is no such property; leave it out' },
    }));
  }
  const value = isSecret(issue)
    ? undefined
    : shown(issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | null)?.[key], input));
  const { vi, en } = expectation(issue);
  return [{ path, message: value === undefined ? { vi, en } : { vi: `“${value}”: ${vi}`, en: `“${value}”: ${en}` } }];
}

function isSecret(issue: z.core.$ZodIssue): boolean {
  return ['password', 'token', 'otp'].includes(String(issue.path.at(-1)));
}

/** A short value as it came, for the message. */
function shown(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value);
  if (typeof value !== 'string') return undefined;
  const text = value.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, '\u{FFFD}');
  return [...text].length > 60 ? `${[...text].slice(0, 60).join('')}…` : text;
}

function expectation(issue: z.core.$ZodIssue): Localised {
  if (issue.code === 'custom' && issue.params && 'vi' in issue.params && 'en' in issue.params) {
    return { vi: String(issue.params.vi), en: String(issue.params.en) };
  }
  if (issue.code === 'invalid_type') {
    if (issue.input === undefined && issue.message.endsWith('undefined')) return { vi: 'còn trống', en: 'missing' };
    return { vi: `cần kiểu ${issue.expected}`, en: `expected ${issue.expected}` };
  }
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String).join(', ');
    return { vi: `cần một trong: ${values}`, en: `expected one of: ${values}` };
  }
  if (issue.code === 'too_small' && issue.origin === 'string') return { vi: 'còn trống', en: 'empty' };
  if (issue.code === 'too_big') return { vi: `nhiều nhất ${issue.maximum}`, en: `at most ${issue.maximum}` };
  if (issue.code === 'too_small') return { vi: `ít nhất ${issue.minimum}`, en: `at least ${issue.minimum}` };
  if (issue.code === 'invalid_format' && issue.format === 'datetime') {
    return {
      vi: 'cần giờ ISO có múi giờ, như 2025-07-07T09:30:00+07:00',
      en: 'expected an ISO time with its offset, as 2025-07-07T09:30:00+07:00',
    };
  }
  return { vi: 'chưa đúng dạng', en: issue.message };
}
