import { z } from 'zod';
import { roles } from '../../db/vocabulary.ts';

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
