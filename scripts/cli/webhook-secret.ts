import { createSecret, endSecret, listSecretStandings } from '../../api/hooks/service.ts';
import { Problem } from '../../api/problems.ts';
import { isId, randomId } from '../../api/random-id.ts';
import { type Command, Failure, needed } from './command.ts';
import { findUnit } from './find-unit.ts';

export const webhookSecretCreate: Command = {
  usage: 'webhook-secret create --unit C',
  summary: 'Makes a secret that signs case-closed events and prints it, alone on the last line; it is shown this once.',
  details: [
    'Two may overlap, so that a system can change from one to the other.',
    'With a DATABASE_URL of your own, SECRET_KEY must be the service’s: what is made with another can’t be read by it.',
  ],
  options: { unit: { type: 'string' } },
  read(typed) {
    const unitCode = needed(typed, 'unit');
    return async ({ db, actor, now, randomBytes, secretKey, say }) => {
      const { unitId, code } = await findUnit(db, unitCode);
      const newId = () => randomId(randomBytes);
      const made = await createSecret(db, { unitId, secretKey: secretKey(), actor, now, newId, randomBytes });
      say(`Events for ${code} go to /api/v1/hooks/case-closed?unit=${code}, signed with secret ${made.secretId}.`);
      say('It is shown this once:');
      say(made.secret);
      return 0;
    };
  },
};

export const webhookSecretDelete: Command = {
  usage: 'webhook-secret delete --unit C --id I',
  summary: 'Ends a signing secret at once.',
  options: { unit: { type: 'string' }, id: { type: 'string' } },
  read(typed) {
    const unitCode = needed(typed, 'unit');
    const secretId = needed(typed, 'id').trim();
    return async ({ db, actor, now, secretKey, say }) => {
      const { unitId, code } = await findUnit(db, unitCode);
      const isKnown = isId(secretId);
      if (isKnown) await endSecret(db, { unitId, secretId, actor, now }).catch(unlessUnknown);
      const left = await listSecretStandings(db, { unitId, secretKey: secretKey() });
      if (!isKnown) {
        const ids = left.map((secret) => secret.secretId).join(', ') || 'none';
        throw new Failure(`${code} has no secret “${secretId}”; there are: ${ids}.`);
      }
      say(`Secret ${secretId} of ${code} signs nothing any more; ${left.length} left.`);
      return 0;
    };
  },
};

function unlessUnknown(error: unknown): void {
  if (!(error instanceof Problem && error.code === 'not-found')) throw error;
  throw new Failure('There is no such secret.');
}
