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
    reason: textField(500).meta({ description: 'Why, for the audit log' }),
  })
  .meta({ ref: 'NewTarget' });
export type NewTarget = z.infer<typeof NewTarget>;

const SetTarget = z.object({
  targetId: z.string(),
  field: z.string().nullable(),
  percent: z.number(),
  effectiveFrom: z.string(),
  legalBasis: z.string(),
  changeable: z.boolean().meta({ description: 'false once a settled month is held against it' }),
});

export const TargetList = z.object({ targets: z.array(SetTarget) }).meta({ ref: 'TargetList' });

/** Why a target is taken back, for the audit log. */
export const TakenBack = z.strictObject({ reason: textField(500) });
