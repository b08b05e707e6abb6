import { listUnits } from '../../api/units/queries.ts';
import { verify as findDifferences } from '../../api/verification/service.ts';
import type { Command } from './command.ts';

export const verify: Command = {
  usage: 'verify',
  summary: 'Counts responses, inbox and invitations anew and lists what differs from the stored figures.',
  details: ['Ends with 1 if there is any difference. The service may go on meanwhile.'],
  options: {},
  read() {
    return async ({ db, say }) => {
      const codes = new Map((await listUnits(db)).map(({ unitId, code }) => [unitId, code]));
      const differences = await findDifferences(db);
      for (const { unitId, subject, stored, counted } of differences) {
        say(`${codes.get(unitId)}: ${subject}: ${stored} stored, ${counted} counted.`);
      }
      say(differences.length === 0 ? 'No difference found.' : `Differences found: ${differences.length}.`);
      return differences.length === 0 ? 0 : 1;
    };
  },
};
