import { sealAll } from '../../api/seals/service.ts';
import { listUnits } from '../../api/units/queries.ts';
import type { Command } from './command.ts';

export const seal: Command = {
  usage: 'seal',
  summary: 'Does the nightly sealing now: reveals full batches of answers and settles the months that are due.',
  options: {},
  read() {
    return async ({ db, actor, now, timeZone, randomBytes, say }) => {
      const codes = new Map((await listUnits(db)).map(({ unitId, code }) => [unitId, code]));
      for (const { unitId, revealed, waiting, settled } of await sealAll(db, { now, timeZone, randomBytes, actor })) {
        const months = settled.length > 0 ? settled.join(', ') : 'none';
        say(`${codes.get(unitId)}: ${revealed} answers revealed, ${waiting} waiting, months settled: ${months}.`);
      }
      return 0;
    };
  },
};
