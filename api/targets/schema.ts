import { z } from 'zod';
import { localDateField, textField } from '../edge.ts';

const percent = z
  .number()
  .min(0)
  .max(100)
  .refine((value) => Math.round(value * 100) / 100 === value, {
    params: { vi: 'nhiều nhất hai chữ số thập phân', en: 'at most two decimals' },
  });

/** A target to set: from a day on, until another follows. */
export const NewTarget = z
  .strictObject({
    field: textField(64).nullable().meta({ description: 'Code of the field; null for the overall target' }),
    percent,
    effectiveFrom: localDateField,
    legalBasis: textField(1000),
    plannedTo: localDateField.nullable().default(null).meta({
      description: 'Last day of the plan that it comes from; the target stays in force until another follows',
    }),
    reason: textField(500).meta({ description: 'Why, for the audit log' }),
  })
  .refine(({ effectiveFrom, plannedTo }) => plannedTo === null || plannedTo >= effectiveFrom, {
    path: ['plannedTo'],
    params: { vi: 'cần từ ngày bắt đầu trở đi', en: 'expected the day on which it begins or a later one' },
  })
  .meta({ ref: 'NewTarget' });
export type NewTarget = z.infer<typeof NewTarget>;

const SetTarget = z.object({
  targetId: z.string(),
  field: z.string().nullable(),
  percent: z.number(),
  effectiveFrom: z.string(),
  legalBasis: z.string(),
  plannedTo: z.string().nullable(),
  changeable: z.boolean().meta({ description: 'false once a settled month is held against it' }),
});

export const TargetList = z.object({ targets: z.array(SetTarget) }).meta({ ref: 'TargetList' });

/** Why a target is taken back, for the audit log. */
export const TakenBack = z.strictObject({ reason: textField(500) });
