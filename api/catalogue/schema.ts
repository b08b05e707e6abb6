import { z } from 'zod';
import { textField } from '../edge.ts';

const revision = z
  .int()
  .min(1)
  .max(2_147_483_647)
  .meta({ description: 'As it was read; another means somebody changed it meanwhile' });

const fieldCode = textField(64)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .meta({ description: 'Lower-case letters and digits joined by hyphens; never changes', examples: ['ho-tich'] });

export const FieldList = z
  .object({
    fields: z.array(
      z.object({
        fieldId: z.string(),
        nameVi: z.string(),
        nameEn: z.string(),
        enabled: z.boolean().meta({ description: 'false once it is closed: no longer offered' }),
        revision: z.int(),
      }),
    ),
  })
  .meta({ ref: 'FieldList' });

/** A field to add. */
export const NewField = z
  .strictObject({ fieldId: fieldCode, nameVi: textField(200), nameEn: textField(200) })
  .meta({ ref: 'NewField' });
export type NewField = z.infer<typeof NewField>;

/** What of a field may change. */
export const ChangedField = z
  .strictObject({ nameVi: textField(200), nameEn: textField(200), enabled: z.boolean(), revision })
  .meta({ ref: 'ChangedField' });
export type ChangedField = z.infer<typeof ChangedField>;

const Procedure = z.object({
  procedureCode: z.string(),
  nameVi: z.string(),
  nameEn: z.string().nullable(),
  fieldId: z.string(),
  reviewed: z.boolean().meta({ description: 'false for what came with a case and nobody has looked at yet' }),
  closed: z.boolean().meta({ description: 'no longer offered; a case that comes with it is taken all the same' }),
  mergedInto: z.string().nullable().meta({ description: 'The procedure that cases with this code belong to' }),
  revision: z.int(),
});

export const ProcedureList = z.object({ procedures: z.array(Procedure) }).meta({ ref: 'ProcedureList' });

export const UnreviewedList = z
  .object({
    procedures: z.array(
      z.object({ procedureCode: z.string(), cases: z.int().meta({ description: 'Cases that came with it' }) }),
    ),
  })
  .meta({ ref: 'UnreviewedList' });

const names = { nameVi: textField(500), nameEn: textField(500).nullable(), fieldId: textField(64) };

/** A procedure to add. */
export const NewProcedure = z
  .strictObject({ procedureCode: textField(64).meta({ examples: ['1.001193'] }), ...names })
  .meta({ ref: 'NewProcedure' });
export type NewProcedure = z.infer<typeof NewProcedure>;

/** What of a procedure may change; whoever saves it has reviewed it. */
export const ChangedProcedure = z
  .strictObject({ ...names, closed: z.boolean(), revision })
  .meta({ ref: 'ChangedProcedure' });
export type ChangedProcedure = z.infer<typeof ChangedProcedure>;

export const Merge = z
  .strictObject({
    into: textField(64).meta({ description: 'Code of the procedure that stays' }),
    revision: revision.meta({ description: 'Of the procedure that is merged, as it was read' }),
  })
  .meta({ ref: 'Merge' });

export const Separation = z.strictObject({ revision }).meta({ ref: 'Separation' });

export const MergeQuery = z.strictObject({ into: textField(64), lang: z.enum(['vi', 'en']).optional() });

export const MergePreview = z
  .object({
    cases: z.int().meta({ description: 'Cases that came with the codes which are merged' }),
    codes: z.array(z.string()).meta({ description: 'The procedure and what was merged into it before' }),
    settledQuarters: z
      .array(z.string())
      .meta({ description: 'Settled quarters that name one of the codes; they stay as they are' }),
  })
  .meta({ ref: 'MergePreview' });

export const ListQuery = z.strictObject({
  dryRun: z.enum(['true', 'false']).optional().meta({ description: 'true only says what it would do' }),
  onError: z.enum(['skip']).optional().meta({ description: 'Leave out the rows that are rejected' }),
  lang: z.enum(['vi', 'en']).optional(),
});

/** What a national list did to the catalogue, or with `dryRun` would do. */
export const ProcedureImport = z
  .object({
    rows: z.int(),
    added: z.int(),
    changed: z.int(),
    unchanged: z.int(),
    otherField: z.int().meta({ description: 'Procedures that the list has in another field; they keep the unit’s' }),
    newFields: z.array(z.string()).meta({ description: 'Names of fields that come with them' }),
    rejected: z.array(
      z.object({ row: z.int().meta({ description: 'As the sheet counts' }), value: z.string(), problem: z.string() }),
    ),
  })
  .meta({ ref: 'ProcedureImport' });
