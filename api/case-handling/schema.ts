import { z } from 'zod';
import { monthField, textField } from '../edge.ts';

export const HandlingQuery = z
  .strictObject({
    from: monthField,
    to: monthField,
    by: z.enum(['field', 'procedure']).default('field'),
    field: textField(64).optional(),
    unit: textField(64).optional(),
    lang: z.enum(['vi', 'en']).optional(),
  })
  .refine(({ from, to }) => from <= to, {
    path: ['to'],
    params: { vi: 'tháng cuối cần bằng hoặc sau tháng đầu', en: 'expected the same month as from or a later one' },
  });
export type HandlingQuery = z.infer<typeof HandlingQuery>;

const count = z.int().min(0).max(2_147_483_647);
const percent = z.number().min(0).max(100).nullable();
const Group = z
  .object({
    key: z.string(),
    name: z.string(),
    closed: count,
    onTime: count.meta({ description: 'Closed no later than the due day; cases without one are in neither figure' }),
    late: count,
    apologised: count.meta({ description: 'Late cases for which an apology was sent' }),
    shareOnTime: percent,
    national: z.object({ rule: z.string(), low: percent, high: percent }).nullable().meta({
      description:
        'The national index’s rate, which counts silence as satisfaction; between the ends, since an answer has no way back to its case. By field only.',
    }),
  })
  .meta({ ref: 'CaseHandlingGroup' });

export const CaseHandling = z
  .object({
    period: z.object({ from: z.string(), to: z.string() }),
    rule: z.object({ id: z.string(), version: z.int(), text: z.string() }),
    total: Group,
    groups: z.array(Group),
  })
  .meta({ ref: 'CaseHandling' });
