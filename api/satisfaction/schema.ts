import { z } from 'zod';
import { type Month, verdicts } from '../../db/vocabulary.ts';
import { monthField, textField } from '../edge.ts';
import { monthlyDimensions, quarterlyDimensions } from './slices.ts';

const asked = {
  from: monthField,
  to: monthField,
  by: z.enum([...monthlyDimensions, ...quarterlyDimensions]).default('field'),
  field: textField(64).optional(),
  unit: textField(64).optional().meta({ description: 'Code of a unit; for accounts over all units' }),
  lang: z.enum(['vi', 'en']).optional(),
};

type Asked = { readonly from: Month; readonly to: Month };

const inOrder = z.refine<Asked>(({ from, to }) => from <= to, {
  path: ['to'],
  params: { vi: 'tháng cuối cần bằng hoặc sau tháng đầu', en: 'expected the same month as from or a later one' },
});
const notTooLong = z.refine<Asked>(({ from, to }) => monthsApart(from, to) < 120, {
  path: ['to'],
  params: { vi: 'kỳ dài nhất 120 tháng', en: 'a period has at most 120 months' },
});

/** The question that the files of `/satisfaction` answer: they have a line a group, and none for its months. */
export const SatisfactionFileQuery = z.strictObject(asked).check(inOrder, notTooLong);

/** The question that `/satisfaction` answers. */
export const SatisfactionQuery = z
  .strictObject({
    ...asked,
    series: z
      .literal('month')
      .optional()
      .meta({ description: 'Adds to each field or unit its months, each as it is when asked for alone' }),
  })
  .check(inOrder, notTooLong)
  .refine(({ by, series }) => series === undefined || by === 'field' || by === 'unit', {
    path: ['series'],
    params: { vi: 'chỉ đi cùng by=field hoặc by=unit', en: 'goes with by=field or by=unit only' },
  });
export type SatisfactionQuery = z.infer<typeof SatisfactionQuery>;

const count = z.int().min(0).max(2_147_483_647);
const percent = z.number().min(0).max(100).nullable();

const Figures = z.object({
  key: z.string(),
  name: z.string(),
  closed: count.nullable(),
  answered: count
    .nullable()
    .meta({ description: 'null, with the figures after it, for a question with 1 to 4 answers' }),
  satisfied: count.nullable(),
  percent,
  low: percent,
  high: percent,
  mean: z.number().min(1).max(5).nullable(),
  levels: z.array(count).length(5).nullable(),
  target: z
    .object({
      percent: z.number(),
      legalBasis: z.string(),
      effectiveFrom: z.string(),
      plannedTo: z.string().nullable(),
      planOver: z
        .boolean()
        .meta({ description: 'The plan it comes from was over before the period was, and none has followed' }),
    })
    .nullable(),
  verdict: z.enum(verdicts),
  flagged: z.boolean(),
  provisional: z.boolean(),
  held: z.boolean(),
  pooled: z.boolean().meta({
    description: 'Several marks of one person are added up; as they go together there is no interval',
  }),
});

const Group = Figures.extend({
  months: z.array(Figures).optional().meta({ description: 'With series=month; those without cases are left out' }),
}).meta({ ref: 'SatisfactionGroup' });

export const Satisfaction = z
  .object({
    rule: z.object({ id: z.string(), version: z.int(), text: z.string() }),
    period: z.object({
      from: monthField,
      to: monthField,
      settledTo: monthField.nullable(),
      sealedOn: z.string().nullable(),
    }),
    field: z.object({ key: z.string(), name: z.string() }).nullable().meta({ description: 'The field asked about' }),
    minimum: count.meta({ description: 'Fewest answers for a verdict' }),
    waiting: count,
    total: Figures.extend({
      closed: count,
      answered: count,
      satisfied: count,
      levels: z.array(count).length(5),
    }),
    groups: z.array(Group),
  })
  .meta({ ref: 'Satisfaction' });

function monthsApart(from: string, to: string): number {
  const count = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5));
  return count(to) - count(from);
}
