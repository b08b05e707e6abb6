import { z } from 'zod';
import { localDateField } from '../edge.ts';

export const NewEndpoint = z
  .strictObject({
    url: z
      .string()
      .max(2000)
      .meta({ examples: ['https://gateway.example.vn/invitations'] }),
  })
  .meta({ ref: 'NewWebhookEndpoint' });

export const EndpointView = z
  .object({
    endpoint: z
      .object({
        url: z.string(),
        enabled: z.boolean().meta({ description: 'false since it answered 410 Gone; saving it again begins anew' }),
        readable: z
          .boolean()
          .meta({ description: 'false: the secret was kept with another SECRET_KEY; make a new one' }),
        lastDeliveredOn: localDateField.nullable(),
        waiting: z.number(),
        failed: z.number().meta({ description: 'Given up after ten attempts' }),
      })
      .nullable(),
    failures: z.array(
      z.object({
        caseCode: z.string().nullable(),
        attempts: z.number(),
        failure: z.string().meta({
          description: 'status-NNN, refused-address, unresolved, timeout, tls, connection or unreadable-secret',
        }),
        nextAttemptAt: z.iso.datetime().nullable().meta({ description: 'null: given up' }),
      }),
    ),
  })
  .meta({ ref: 'WebhookEndpoint' });

export const MadeEndpoint = z
  .object({ secret: z.string().nullable().meta({ description: 'Shown this once; null where it was there already' }) })
  .meta({ ref: 'MadeWebhookEndpoint' });

export const RenewedSecret = z
  .object({ secret: z.string(), formerDays: z.number().meta({ description: 'So long the former one signs, too' }) })
  .meta({ ref: 'RenewedWebhookSecret' });

export const Resent = z.object({ resent: z.number() }).meta({ ref: 'ResentWebhooks' });

export const TriedEndpoint = z
  .object({ delivered: z.boolean(), result: z.string() })
  .meta({ ref: 'TriedWebhookEndpoint' });
