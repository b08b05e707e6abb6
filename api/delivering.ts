import type { Logger } from 'pino';
import type { Db } from '../db/tables/index.ts';
import { type DeliveryWork, deliverDue } from './deliveries/service.ts';

const pause = 2000;

/**
 * Tells new invitations to the units' gateways as long as the process lives: one round after the other while there is
 * something to tell, then a look every two seconds. Of several processes each takes what no other has taken. Returns the
 * way to stop; what is being sent then is sent again by whoever comes next.
 */
export function deliverInBackground(options: DeliveryWork & { db: Db; log: Logger }): { stop(): Promise<void> } {
  const { db, log, ...work } = options;
  let isEnding = false;
  let timer: NodeJS.Timeout | undefined;
  const round = async (): Promise<void> => {
    let taken = 0;
    try {
      taken = await deliverDue(db, work);
    } catch (error) {
      if (!isEnding) log.error({ err: error }, 'invitations could not be told; trying again');
    }
    if (!isEnding) timer = setTimeout(() => void round(), taken > 0 ? 0 : pause);
  };
  void round();
  return {
    async stop() {
      isEnding = true;
      clearTimeout(timer);
    },
  };
}
