import { localDate } from '../../api/calendar.ts';
import { tidyFeedback } from '../../api/feedback/service.ts';
import { forgetCases } from '../../api/retention/service.ts';
import { sealAll } from '../../api/seals/service.ts';
import { listUnits } from '../../api/units/queries.ts';
import type { Command } from './command.ts';

export const seal: Command = {
  usage: 'seal',
  summary:
    'Does the nightly sealing now: reveals full batches of answers, settles the months that are due, forgets old case codes and the contacts of old feedback.',
  options: {},
  read() {
    return async ({ db, actor, now, timeZone, randomBytes, say }) => {
      const codes = new Map((await listUnits(db)).map(({ unitId, code }) => [unitId, code]));
      for (const { unitId, revealed, waiting, settled } of await sealAll(db, { now, timeZone, randomBytes, actor })) {
        const months = settled.length > 0 ? settled.join(', ') : 'none';
        say(`${codes.get(unitId)}: ${revealed} answers revealed, ${waiting} waiting, months settled: ${months}.`);
      }
      for (const { unitId, to, cases } of await forgetCases(db, { now, timeZone, actor })) {
        say(`${codes.get(unitId)}: ${cases} case codes forgotten, to the end of ${to}.`);
      }
      await tidyFeedback(db, { now, today: localDate(now, timeZone), actor });
      return 0;
    };
  },
};
