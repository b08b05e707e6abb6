import pg from 'pg';

/** What becomes known of a channel. */
export interface Listener {
  /** Somebody notified: in whichever process of the service, once their transaction was committed. */
  notice(payload: string): void;
  /** The connection stands. What was notified while it did not is lost, so whoever listens looks for himself. */
  up(): void;
  /** The connection is gone, and is being made anew. */
  down(error: Error): void;
}

const patience = 1500;
const probeEvery = 5000;
const longestWait = 2000;

/**
 * LISTEN on a connection of its own, outside of any pool, until it is closed. A connection that breaks is made anew, at
 * once and then with growing waits of up to two seconds; one that has died without a word is found out by asking.
 * Behind a pooler that hands each transaction another connection (PgBouncer in transaction mode) nothing ever arrives.
 */
export function listen(options: { url: string; channel: string; listener: Listener }): { close(): Promise<void> } {
  const { url, channel, listener } = options;
  let closed = false;
  let client: pg.Client | undefined;
  let wait = 0;
  let timer: NodeJS.Timeout | undefined;

  const connect = async (): Promise<void> => {
    const made = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: patience,
      query_timeout: patience,
      keepAlive: true,
      application_name: 'hai_long_listen',
    });
    client = made;
    let isOver = false;
    const lost = (error: Error) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      void made.end().catch(() => {});
      if (closed) return;
      listener.down(error);
      timer = setTimeout(connect, wait);
      wait = Math.min(Math.max(100, 2 * wait), longestWait);
    };
    const probe = () => {
      timer = setTimeout(() => void made.query('select 1').then(probe, lost), probeEvery);
    };
    made.on('error', lost);
    made.on('end', () => lost(new Error('Connection terminated')));
    made.on('notification', ({ payload = '' }) => listener.notice(payload));
    try {
      await made.connect();
      await made.query(`listen ${made.escapeIdentifier(channel)}`);
    } catch (error) {
      return lost(error as Error);
    }
    if (closed) return void made.end().catch(() => {});
    if (isOver) return;
    wait = 0;
    listener.up();
    probe();
  };

  void connect();
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await client?.end().catch(() => {});
    },
  };
}
