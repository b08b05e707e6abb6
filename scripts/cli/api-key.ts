import { createApiKey, deleteApiKey } from '../../api/accounts/service.ts';
import { Problem } from '../../api/problems.ts';
import { scopes } from '../../db/vocabulary.ts';
import { type Command, Failure, needed, neededWords } from './command.ts';
import { findUnit } from './find-unit.ts';

export const apiKeyCreate: Command = {
  usage: 'api-key create --name N --unit C --scope S[,S…]',
  summary: 'Makes a key for another system and prints it, alone on the last line; it is shown this once.',
  details: [`S: ${scopes.join(', ')} (cases:write includes reading cases).`],
  options: { name: { type: 'string' }, unit: { type: 'string' }, scope: { type: 'string', multiple: true } },
  read(typed) {
    const name = needed(typed, 'name');
    const unitCode = needed(typed, 'unit');
    const chosen = neededWords(typed, 'scope', scopes);
    return async ({ db, actor, now, randomBytes, say, warn }) => {
      const { unitId, code } = await findUnit(db, unitCode);
      const made = await createApiKey(db, { unitId, name, scopes: chosen, actor, now, randomBytes });
      if (made.closesAndReads) warn(warning);
      say(`Key “${name.trim()}” of ${code} may ${chosen.join(', ')}. It is shown this once:`);
      say(made.key);
      return 0;
    };
  },
};

export const apiKeyDelete: Command = {
  usage: 'api-key delete --name N --unit C',
  summary: 'Ends a key at once.',
  options: { name: { type: 'string' }, unit: { type: 'string' } },
  read(typed) {
    const name = needed(typed, 'name').trim();
    const unitCode = needed(typed, 'unit');
    return async ({ db, actor, now, say }) => {
      const { unitId, code } = await findUnit(db, unitCode);
      await deleteApiKey(db, { unitId, name, actor, now }).catch((error: unknown) => {
        if (!(error instanceof Problem && error.code === 'not-found')) throw error;
        throw new Failure(`${code} has no key named “${name}”.`);
      });
      say(`Key “${name}” of ${code} opens nothing any more.`);
      return 0;
    };
  },
};

const warning =
  'Warning: this key closes cases and reads results. Whoever holds it could invent four cases and read the fifth’s answer; better make two keys for two systems.';
