import { z } from 'zod';
import { channels, invitationStates, languages, outcomes, reportOutcomes } from '../../db/vocabulary.ts';
import { localDateField, textField } from '../edge.ts';
import { caseCodeOf } from './case-code.ts';

const closedCaseProperties = {
  procedure: textField(64).meta({ description: 'Code of the procedure', examples: ['1.001193'] }),
  procedureName: textField(500)
    .optional()
    .meta({ description: 'Needed only where the procedure is not in the catalogue' }),
  field: textField(64)
    .optional()
    .meta({ description: 'Code of the field; needed only where the procedure is not in the catalogue' }),
  channel: z.enum(channels).optional().meta({ default: 'counter' }),
  receivedOn: localDateField.nullish(),
  dueOn: localDateField.nullish(),
  closedOn: localDateField
    .nullable()
    .meta({ description: 'null opens a known case again and withdraws its invitation' }),
  outcome: z.enum(outcomes).optional().meta({ default: 'completed' }),
  receivingUnit: textField(64).optional().meta({ description: 'Only the caller’s own unit' }),
  resolvingUnit: textField(200).nullish(),
  counter: textField(20).nullish(),
  apologySentOn: localDateField.nullish(),
  updatedAt: z.iso
    .datetime({ offset: true })
    .nullish()
    .meta({ description: 'When the one-stop system last changed the case; an older event never undoes a newer one' }),
};

/** A closed case, as the one-stop system sends it. What is absent takes its default: a PUT replaces the whole case. */
export const ClosedCase = z.strictObject(closedCaseProperties).meta({ ref: 'ClosedCase' });
export type ClosedCase = z.infer<typeof ClosedCase>;

/** What the code of a case may be: what `caseCodeOf` takes. */
const caseCodeField = z
  .string()
  .refine((text) => caseCodeOf(text) !== undefined, {
    params: {
      vi: 'mã hồ sơ cần từ 1 đến 64 ký tự gõ được',
      en: 'a case code has 1 to 64 characters that can be typed',
    },
  })
  .meta({ examples: ['H24.30-250701-0001'] });

/** The same with its code, where no address names it. */
export const CodedCase = z
  .strictObject({ caseCode: caseCodeField, ...closedCaseProperties })
  .meta({ ref: 'CodedClosedCase' });
/** How one slip lies on paper: a receipt printer’s roll if absent. */
export const CaseSlipQuery = z.strictObject({
  layout: z.enum(['receipt', 'a6']).optional().meta({ default: 'receipt' }),
  lang: z.enum(languages).optional(),
});

/** A case as it is answered. */
export const CaseView = z
  .object({
    caseCode: z.string(),
    procedure: z.string(),
    procedureName: z.string(),
    field: z.string(),
    channel: z.enum(channels),
    receivedOn: localDateField.nullable(),
    dueOn: localDateField.nullable(),
    closedOn: localDateField.nullable(),
    outcome: z.enum(outcomes),
    receivingUnit: z.string(),
    resolvingUnit: z.string().nullable(),
    counter: z.string().nullable(),
    apologySentOn: localDateField.nullable(),
    late: z.boolean().nullable().meta({ description: 'Closed after dueOn; null without dueOn or while open' }),
    invitation: z
      .object({
        url: z.string(),
        code: z.string().meta({ examples: ['ABCD-EFGH-JKMN'] }),
        expiresOn: localDateField,
        state: z.enum(invitationStates),
        qrSvg: z.string(),
        qrPng: z.string(),
        slip: z.string(),
      })
      .nullable(),
  })
  .meta({ ref: 'Case' });

export const CaseList = z
  .object({ cases: z.array(CaseView), nextCursor: z.string().nullable() })
  .meta({ ref: 'CaseList' });

/** As many as a batch may hold. */
const batchSize = 1000;

/** A batch as it comes in; each of its cases is read by itself, so that one that is wrong hinders no other. */
export const CaseBatch = z.strictObject({ cases: z.array(z.unknown()).min(1).max(batchSize) });

/** A batch as it should be. */
export const DocumentedBatch = z
  .strictObject({ cases: z.array(CodedCase).min(1).max(batchSize) })
  .meta({ ref: 'CaseBatch' });

/** What became of each, in the order of the batch. */
export const BatchResult = z
  .object({
    created: z.number(),
    updated: z.number(),
    unchanged: z.number(),
    refused: z.number(),
    results: z.array(
      z.object({
        caseCode: z.string().nullable().meta({ description: 'null where it could not be read' }),
        outcome: z.enum(reportOutcomes),
        case: CaseView.optional().meta({ description: 'As a PUT answers; absent where it is refused' }),
        problem: z
          .object({
            type: z.string(),
            title: z.string(),
            status: z.number(),
            errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
          })
          .optional(),
      }),
    ),
  })
  .meta({ ref: 'CaseBatchResult' });

/** Filters of the list, newest closed first. */
export const CaseQuery = z.strictObject({
  closedFrom: localDateField.optional(),
  closedTo: localDateField.optional(),
  field: textField(64).optional(),
  state: z.enum(invitationStates).optional(),
  cursor: textField(400).optional(),
  limit: z
    .string()
    .regex(/^([1-9][0-9]?|1[0-9]{2}|200)$/)
    .optional()
    .meta({ description: '1 to 200, 50 if absent' }),
  lang: z.enum(['vi', 'en']).optional(),
});
