import { z } from 'zod';
import { reportOutcomes } from '../../db/vocabulary.ts';
import { CodedCase } from '../cases/schema.ts';
import { localDateField, textField } from '../edge.ts';

/** What may happen to a case. `case.test` is checked like the real thing and leaves nothing. */
const eventTypes = ['case.closed', 'case.test'] as const;

/** An event after Standard Webhooks; what its sender puts beside these three is passed over. */
export const HookEvent = z
  .object({
    type: z.enum(eventTypes),
    timestamp: z.iso.datetime({ offset: true }).meta({
      description: 'When it happened. Stands for data.updatedAt where that is absent: an older event undoes nothing',
    }),
    data: CodedCase,
  })
  .meta({ ref: 'CaseEvent' });

/** The address names the unit whose secrets the signature is held against. */
export const HookQuery = z.strictObject({
  unit: textField(64).meta({ description: 'Code of the unit', examples: ['thuy-nguyen'] }),
  lang: z.enum(['vi', 'en']).optional(),
});

const outcomeField = z.enum(['created', 'updated', 'unchanged']).meta({
  description: 'unchanged: older than what is known, or the same',
});

export const HookAnswer = z
  .object({
    outcome: z.union([outcomeField, z.literal('repeated')]),
    test: z.boolean().meta({ description: 'It was a test: this is what would have become of it' }),
  })
  .meta({ ref: 'CaseEventAnswer' });

/** What would become of a case; nothing is kept of it. */
export const TestAnswer = z.object({ outcome: outcomeField }).meta({ ref: 'CaseEventTest' });

export const EventQuery = z.strictObject({
  outcome: z.enum(reportOutcomes).optional(),
  cursor: z
    .string()
    .regex(/^[0-9]{1,15}$/)
    .optional(),
  limit: z
    .string()
    .regex(/^([1-9][0-9]?|1[0-9]{2}|200)$/)
    .optional()
    .meta({ description: '1 to 200, 50 if absent' }),
  lang: z.enum(['vi', 'en']).optional(),
});

/** The last events that the hook took, newest first. */
export const EventList = z
  .object({
    events: z.array(
      z.object({
        receivedAt: z.iso.datetime().meta({ description: 'To the minute' }),
        type: z.string(),
        caseCode: z.string().nullable(),
        outcome: z.enum(reportOutcomes),
        problem: z.string().nullable().meta({ description: 'Slug of the refusal, see /problems/<slug>' }),
        complaints: z.array(z.string()).meta({ description: 'The properties complained of; values are not kept' }),
      }),
    ),
    nextCursor: z.string().nullable(),
    keptDays: z.number(),
  })
  .meta({ ref: 'CaseEventList' });

export const SecretList = z
  .object({
    address: z.string().meta({ description: 'Where the events go' }),
    secrets: z.array(
      z.object({
        secretId: z.string(),
        createdOn: localDateField,
        lastUsedOn: localDateField.nullable(),
        readable: z.boolean().meta({ description: 'false: kept with another SECRET_KEY; make a new one' }),
      }),
    ),
  })
  .meta({ ref: 'WebhookSecretList' });

export const NewSecret = z
  .object({ secretId: z.string(), secret: z.string().meta({ description: 'Shown this once' }) })
  .meta({ ref: 'NewWebhookSecret' });
