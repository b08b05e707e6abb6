import type { Logger } from 'pino';
import type { Db } from '../db/tables/index.ts';
import { localDate, nextNightly } from './calendar.ts';
import { forgetExpired } from './deliveries/service.ts';
import { forgetShown } from './displays/service.ts';
import { tidyFeedback } from './feedback/service.ts';
import { forgetOldEvents } from './hooks/service.ts';
import { forgetCases } from './retention/service.ts';
import { sealMissed } from './seals/service.ts';

const sealHour = 2;
const day = 24 * 60 * 60 * 1000;
const minute = 60 * 1000;

/**
 * Seals each night at 02:00 local time, and at once what a night that the service slept through left. What is kept for a time
 * only is forgotten then, too. The clock is asked every minute, so that a machine that was suspended or set right does not
 * lose its night. Of several processes, the first to a unit seals it. Returns the way to stop; what is under way is finished
 * first.
 */
export function sealNightly(options: {
  db: Db;
  clock: () => Date;
  timeZone: string;
  randomBytes: (length: number) => Uint8Array;
  log: Logger;
}): { stop(): Promise<void> } {
  const { db, clock, timeZone, randomBytes, log } = options;
  let running = Promise.resolve();
  let next = new Date(0);

  const run = async () => {
    const now = clock();
    if (now < next) return;
    const upcoming = nextNightly(now, timeZone, sealHour);
    const lastNight = new Date(upcoming.getTime() - day);
    try {
      const actor = { kind: 'system', name: 'seal', unitId: null } as const;
      const sealed = await sealMissed(db, { now, timeZone, randomBytes, actor, lastNight });
      for (const { unitId, settled } of sealed) log.info({ unitId, settled }, 'sealed');
      const events = await forgetOldEvents(db, { now });
      if (events > 0) log.info({ events }, 'old events forgotten');
      const untold = await forgetExpired(db, { today: localDate(now, timeZone) });
      if (untold > 0) log.info({ untold }, 'codes that were never told have expired');
      await forgetShown(db, { now });
      const forgetful = { kind: 'system', name: 'retention', unitId: null } as const;
      const forgotten = await forgetCases(db, { now, timeZone, actor: forgetful });
      for (const { unitId, to, cases } of forgotten) log.info({ unitId, to, cases }, 'case codes forgotten');
      await tidyFeedback(db, { now, today: localDate(now, timeZone), actor });
      next = upcoming;
    } catch (error) {
      log.error({ err: error }, 'night failed; trying again in a minute');
    }
  };
  const tick = () => {
    running = running.then(run);
  };
  tick();
  const timer = setInterval(tick, minute);
  return {
    stop() {
      clearInterval(timer);
      return running;
    },
  };
}
