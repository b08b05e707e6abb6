import { z } from 'zod';
import { monthField, textField } from '../edge.ts';
import { choiceKinds } from './choice-figures.ts';

/** Months as `/satisfaction` takes them; they have to make whole settled quarters. */
export const AnswersQuery = z
  .strictObject({
    from: monthField,
    to: monthField,
    field: textField(64).optional(),
    unit: textField(64).optional().meta({ description: 'Code of a unit; for accounts over all units' }),
    lang: z.enum(['vi', 'en']).optional(),
  })
  .refine(({ from, to }) => from <= to, {
    path: ['to'],
    params: { vi: 'tháng cuối cần bằng hoặc sau tháng đầu', en: 'expected the same month as from or a later one' },
  });
export type AnswersQuery = z.infer<typeof AnswersQuery>;

const count = z.int().min(0).max(2_147_483_647);
const named = z.object({ key: z.string(), name: z.string() });
const options = z.array(
  named.extend({
    answered: count,
    percent: z
      .number()
      .min(0)
      .max(100)
      .nullable()
      .meta({ description: 'Of the answers to the question, together 100.0; null for a reason, which is no rate' }),
  }),
);

export const Answers = z
  .object({
    period: z.object({
      from: monthField,
      to: monthField,
      settledTo: monthField.nullable(),
      sealedOn: z.string().nullable(),
    }),
    field: named.nullable().meta({ description: 'The field asked about' }),
    questions: z.array(
      z.object({
        key: z.string().meta({ description: 'Question and version; versions are never summed' }),
        question: z.string(),
        version: z.string().meta({ description: 'khac: small versions together' }),
        kind: z.enum(choiceKinds),
        name: z.string(),
        after: z
          .object({ question: z.string(), name: z.string() })
          .nullable()
          .meta({ description: 'The earlier question that decides who is asked this one' }),
        answered: count
          .nullable()
          .meta({ description: 'null, with the options, for a question with 1 to 4 answers in each field' }),
        asked: count
          .nullable()
          .meta({ description: 'How many gave the answer after which it is asked; null where everybody is asked' }),
        options: options.nullable(),
      }),
    ),
    sensitive: z
      .array(
        z.object({
          unit: named,
          quarter: z.string(),
          question: z.string(),
          name: z.string(),
          answered: count,
          options,
        }),
      )
      .meta({
        description:
          'Extra fees and harassment: of each unit and quarter by itself, from 5 answers on; empty for one field, and for clerks',
      }),
  })
  .meta({ ref: 'Answers' });
