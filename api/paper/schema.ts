import { z } from 'zod';
import { languages } from '../../db/vocabulary.ts';
import { textField } from '../edge.ts';

const version = z.int().min(1).max(1_000_000);

/** The pools of paper forms, each of a field and a questionnaire version. */
export const PaperPools = z
  .object({
    pools: z.array(
      z.object({
        field: z.string(),
        version: z.int(),
        handedOut: z.int().meta({ description: 'Forms that were handed out in months that are not settled' }),
        open: z.boolean().meta({ description: 'Whether forms may be typed in: from five handed out on' }),
      }),
    ),
    fewest: z.int(),
    currentVersion: z.int().meta({ description: 'The version that cases closed today get' }),
    typedToday: z.int().meta({ description: 'Forms that the account typed in today' }),
    nextKey: z.string().meta({ description: 'A key for the next form' }),
  })
  .meta({ ref: 'PaperPools' });

/** A form as it is typed in. `answers` as in an answer by JSON: marks 1 to 5, `na`, an option's id; blank ones left out. */
export const PaperEntry = z
  .strictObject({
    field: textField(64),
    version,
    key: z.string().meta({ description: 'Random, 8 to 64 characters; the same again is the same form' }),
    language: z.enum(languages).optional(),
    answers: z.record(z.string().max(100), z.union([z.int().min(1).max(5), z.string().max(100)])),
    comment: z.string().max(4000).optional(),
  })
  .meta({ ref: 'PaperEntry' });
export type PaperEntry = z.infer<typeof PaperEntry>;

export const PaperRecorded = z
  .object({ status: z.literal('recorded'), typedToday: z.int(), nextKey: z.string() })
  .meta({ ref: 'PaperRecorded' });

/** A form for a case that it was handed out for, or of a field, without a strip. */
export const PaperFormQuery = z
  .strictObject({
    case: textField(64).optional(),
    field: textField(64).optional(),
    lang: z.enum(languages).optional(),
  })
  .refine((query) => (query.case === undefined) !== (query.field === undefined), {
    path: ['case'],
    params: { vi: 'cần một trong hai: case hoặc field', en: 'expected one of case and field' },
  });

export const PaperCounts = z
  .object({ counts: z.array(z.object({ day: z.string(), username: z.string(), forms: z.int() })) })
  .meta({ ref: 'PaperCounts' });
