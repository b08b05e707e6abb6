import { type Listener, listen } from '../db/listen.ts';
import { displayChannel } from './displays/display-code.ts';

/** `changed`: look again. `beat`: nothing happened. `lost`: it can't be known whether something did. `closed`: the end. */
export type News = 'closed' | 'lost' | 'changed' | 'beat';

/** One screen's view of its display. */
export interface Watch {
  /** The next news; what came in the meantime counts once. */
  next(): Promise<News>;
  end(): void;
}

/** Who is watching which counter's screen. */
export interface CounterFeed {
  watch(displayCode: string): Watch;
  /** Ends every watch, and the connection. */
  close(): Promise<void>;
}

const order: readonly News[] = ['closed', 'lost', 'changed', 'beat'];

/** As many screens of one pairing as a person may have open by mistake; the newest stay. */
const mostWatches = 4;

/**
 * Tells the screens of this process what all processes do to their displays. Nothing is kept here but who watches: what
 * is shown stands in the database, and a watcher looks there. The database connection is made when somebody first watches.
 */
export function counterFeed(options: {
  databaseUrl: string;
  beatMs?: number;
  onLost?: (error: Error) => void;
}): CounterFeed {
  const { databaseUrl, beatMs = 5000, onLost = () => {} } = options;
  const watches = new Map<string, Set<Pending>>();
  let connection: ReturnType<typeof listen> | undefined;
  let beats: NodeJS.Timeout | undefined;
  let isUp = false;
  let isClosed = false;

  const tell = (news: News) => {
    for (const some of watches.values()) for (const watch of some) watch.put(news);
  };
  const listener: Listener = {
    notice(displayCode) {
      for (const watch of watches.get(displayCode) ?? []) watch.put('changed');
    },
    up() {
      isUp = true;
      tell('changed');
    },
    down(error) {
      isUp = false;
      onLost(error);
      tell('lost');
    },
  };
  const begin = () => {
    connection ??= listen({ url: databaseUrl, channel: displayChannel, listener });
    beats ??= setInterval(() => tell(isUp ? 'beat' : 'lost'), beatMs);
  };

  return {
    watch(displayCode) {
      const watch = new Pending();
      if (isClosed) watch.put('closed');
      else begin();
      const some = watches.get(displayCode) ?? new Set();
      watches.set(displayCode, some.add(watch));
      const [oldest] = some;
      if (some.size > mostWatches && oldest) {
        some.delete(oldest);
        oldest.put('closed');
      }
      return {
        next: () => watch.take(),
        end() {
          watch.put('closed');
          some.delete(watch);
          if (some.size === 0 && watches.get(displayCode) === some) watches.delete(displayCode);
        },
      };
    },
    async close() {
      isClosed = true;
      clearInterval(beats);
      tell('closed');
      await connection?.close();
    },
  };
}

/** News that nobody has taken yet, and who waits for some. */
class Pending {
  private readonly news = new Set<News>();
  private wake: (() => void) | undefined;

  put(news: News): void {
    // Whoever is up again need not hear that he was down.
    if (news === 'changed') this.news.delete('lost');
    this.news.add(news);
    this.wake?.();
  }

  async take(): Promise<News> {
    if (this.news.size === 0) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    const first = order.find((news) => this.news.has(news)) ?? 'beat';
    // After the end there is nothing else.
    if (first !== 'closed') this.news.delete(first);
    return first;
  }
}
