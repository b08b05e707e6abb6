import { z } from 'zod';
import { roles, scopes } from '../../db/vocabulary.ts';
import { localDateField } from '../edge.ts';

// Types only: what a new name or password must be is the service's to say, and an old one is right or wrong.
const username = z.string().meta({ examples: ['nga'] });
const password = z.string();

export const Credentials = z.strictObject({
  username,
  password,
  otp: z.string().optional().meta({ description: 'Reserved for a second factor; not asked for at present.' }),
});

export const FirstAccount = z.strictObject({
  token: z.string().meta({ description: 'From the link that the service prints at its start.' }),
  username,
  password,
});

/** Who is signed in. */
export const Identity = z.object({
  username: z.string(),
  roles: z.array(z.enum(roles)),
  unit: z.object({ code: z.string(), name: z.string() }).nullable().meta({ description: 'null: over all units' }),
});
export type Identity = z.infer<typeof Identity>;

/** A new key; what its name must be is the service's to say. */
export const NewApiKey = z
  .strictObject({
    name: z.string().meta({ examples: ['mot-cua'] }),
    scopes: z.array(z.enum(scopes)).meta({ description: 'cases:write includes reading cases' }),
  })
  .meta({ ref: 'NewApiKey' });

export const MadeApiKey = z
  .object({
    keyId: z.string(),
    key: z.string().meta({ description: 'Shown this once' }),
    closesAndReads: z.boolean().meta({
      description:
        'It closes cases and reads results: whoever holds it could invent four cases and read the fifth’s answer',
    }),
  })
  .meta({ ref: 'MadeApiKey' });

export const ApiKeyList = z
  .object({
    keys: z.array(
      z.object({
        keyId: z.string(),
        name: z.string(),
        scopes: z.array(z.enum(scopes)),
        createdOn: localDateField,
        lastUsedOn: localDateField.nullable(),
        closesAndReads: z.boolean(),
      }),
    ),
  })
  .meta({ ref: 'ApiKeyList' });
