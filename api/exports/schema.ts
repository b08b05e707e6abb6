import { z } from 'zod';
import type { Month, Quarter } from '../../db/vocabulary.ts';
import { isMonth } from '../calendar.ts';
import { textField } from '../edge.ts';
import { isQuarter, monthsOfPeriod } from './period.ts';

/** A quarter, or the month in which it begins or ends: pages speak of months. */
const bound = z
  .string()
  .refine((text) => isQuarter(text) || isMonth(text), {
    params: { vi: 'cần một quý, dạng 2025-Q3, hoặc một tháng', en: 'expected a quarter, as 2025-Q3, or a month' },
  })
  .meta({
    description: 'A quarter, or the first or last month of one',
    pattern: '^[0-9]{4}-(Q[1-4]|0[1-9]|1[0-2])$',
    examples: ['2025-Q3'],
  }) as unknown as z.ZodType<Quarter | Month, Quarter | Month>;

const unit = textField(64).optional().meta({ description: 'Code of a unit; for accounts over all units' });
const lang = z.enum(['vi', 'en']).optional();

/** Whole settled quarters. */
export const QuartersQuery = z
  .strictObject({ from: bound, to: bound, unit, lang })
  .refine((query) => isInOrder(monthsOfPeriod(query.from, query.to)), {
    path: ['to'],
    params: { vi: 'quý cuối cần bằng hoặc sau quý đầu', en: 'expected the same quarter as from or a later one' },
  })
  .refine((query) => isShort(monthsOfPeriod(query.from, query.to)), {
    path: ['to'],
    params: { vi: 'kỳ dài nhất 120 tháng', en: 'a period has at most 120 months' },
  });
export type QuartersQuery = z.infer<typeof QuartersQuery>;

/** What has no period. */
export const UnitQuery = z.strictObject({ unit, lang });
export type UnitQuery = z.infer<typeof UnitQuery>;

const localised = z.object({ vi: z.string(), en: z.string() });
const version = z.object({ unit: z.string(), version: z.int() });

export const Codebook = z
  .object({
    columns: z.array(
      z.object({
        name: z.string(),
        type: z
          .enum(['code', 'mark', 'choice'])
          .meta({ description: 'mark: 1 to 5, or na; choice: an option of a question; code: of catalogue or service' }),
        wordings: z
          .array(
            z.object({
              label: localised,
              values: z.array(z.object({ value: z.union([z.string(), z.int()]), label: localised })),
              versions: z.array(version),
            }),
          )
          .meta({ description: 'The newest first; several where versions of the questionnaire word it differently' }),
        rules: z.array(z.string()).meta({ description: 'Rules that make figures of it, as id@version' }),
      }),
    ),
    questionnaires: z.array(version.extend({ title: localised })),
    rules: z.array(z.object({ id: z.string(), version: z.int(), name: localised, text: localised })),
  })
  .meta({ ref: 'Codebook' });

function isInOrder({ from, to }: { from: Month; to: Month }): boolean {
  return from <= to;
}

function isShort({ from, to }: { from: Month; to: Month }): boolean {
  const count = (month: Month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5));
  return count(to) - count(from) < 120;
}
