import { z } from 'zod';
import type { Quarter } from '../../db/vocabulary.ts';
import { isQuarter } from '../calendar.ts';
import { localDateField, textField } from '../edge.ts';
import { Satisfaction } from '../satisfaction/schema.ts';

const quarterField = z
  .string()
  .refine(isQuarter, { params: { vi: 'cần một quý, dạng 2025-Q3', en: 'expected a quarter, as 2025-Q3' } })
  .meta({ pattern: '^[0-9]{4}-Q[1-4]$', examples: ['2025-Q3'] }) as unknown as z.ZodType<Quarter, Quarter>;

export const PublicQuery = z.strictObject({
  unit: textField(64).optional().meta({ description: 'Code of a unit; may be left out where there is one only' }),
  quarter: quarterField.optional().meta({ description: 'Left out: the newest that is published' }),
  lang: z.enum(['vi', 'en']).optional(),
});

export const PublicSatisfaction = z
  .object({
    unit: z.object({ code: z.string(), name: z.string() }),
    published: z.array(quarterField).meta({ description: 'Every published quarter, the newest first' }),
    quarter: quarterField,
    rule: Satisfaction.shape.rule,
    minimum: Satisfaction.shape.minimum,
    total: Satisfaction.shape.total,
    groups: Satisfaction.shape.groups,
  })
  .meta({ ref: 'PublicSatisfaction' });

export const PublishedList = z
  .object({ quarters: z.array(z.object({ quarter: quarterField, publishedOn: localDateField })) })
  .meta({ ref: 'PublishedList' });
