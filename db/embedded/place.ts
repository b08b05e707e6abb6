import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What lies where in a data folder; `db/embedded.ts` says what it is. */
export interface Place {
  readonly dataDir: string;
  readonly cluster: string;
  readonly data: string;
  readonly password: string;
  readonly log: string;
  readonly lock: string;
}

export const role = 'hai_long';

export function placeIn(dataDir: string): Place {
  const cluster = join(dataDir, 'postgres');
  return {
    dataDir,
    cluster,
    data: join(cluster, 'data'),
    password: join(cluster, 'password'),
    log: join(cluster, 'log'),
    lock: join(dataDir, 'postgres.lock'),
  };
}

/**
 * Over the socket in the data folder, which costs Node a fifth less than TCP; over TCP where the path is too long for a
 * socket's address (107 bytes, fewer on macOS) or there are none. Host and port serve programs that want those.
 */
export function urlAt(place: Place, port: number): string {
  const password = readFileSync(place.password, 'utf8').trim();
  const url = `postgres://${role}:${password}@127.0.0.1:${port}/postgres`;
  const longest = Buffer.byteLength(join(place.data, '.s.PGSQL.65535'));
  return process.platform === 'win32' || longest > 103 ? url : `${url}?host=${encodeURIComponent(place.data)}`;
}
