import { z } from 'zod';

export const FieldList = z
  .object({
    fields: z.array(z.object({ fieldId: z.string(), nameVi: z.string(), nameEn: z.string(), enabled: z.boolean() })),
  })
  .meta({ ref: 'FieldList' });

export const ProcedureList = z
  .object({
    procedures: z.array(
      z.object({ procedureCode: z.string(), nameVi: z.string(), fieldId: z.string(), reviewed: z.boolean() }),
    ),
  })
  .meta({ ref: 'ProcedureList' });
