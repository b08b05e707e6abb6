import { join } from 'node:path';
import { serve as listen, type ServerType } from '@hono/node-server';
import { connect } from '../db/connect.ts';
import { migrateToLatest } from '../db/migrate.ts';
import { setupLink } from './accounts/service.ts';
import { createApp } from './app.ts';
import { type Config, loadSecretKey } from './config.ts';
import type { Pages } from './context.ts';
import { counterFeed as feedOf } from './counter-feed.ts';
import { deliverInBackground } from './delivering.ts';
import { importInBackground } from './importing.ts';
import { createLog } from './log.ts';
import { sealNightly } from './nightly.ts';
import { randomId } from './random-id.ts';
import { ensureFirstUnit } from './units/service.ts';
import { webhookSender } from './webhook-sender.ts';

/** What the process that runs the service gives it: configuration, the database, time and chance. */
export interface ServiceOptions {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly now: () => Date;
  readonly randomBytes: (length: number) => Uint8Array;
  /** Marks every page as demonstration and shows answers at once. */
  readonly demo?: boolean;
}

/** Milliseconds that a request waits for the database before it says so, with the rest of two seconds for itself. */
const patience = 1500;

const distFolder = join(import.meta.dirname, '..', 'dist');

/**
 * Once per start, before anything listens: brings the schema up to date and loads the starting catalogue into an empty
 * database. Returns lines for the operator: the link to the first account while there is none.
 */
export async function prepare({ config, databaseUrl, now }: ServiceOptions): Promise<readonly string[]> {
  const db = connect({ url: databaseUrl, poolSize: 2 });
  try {
    await migrateToLatest(db);
    await ensureFirstUnit(db, { now: now() });
    const link = await setupLink(db, { publicUrl: config.publicUrl, secretKey: loadSecretKey(config), now: now() });
    if (!link) return [];
    return ['Tạo tài khoản đầu tiên (trong 24 giờ) / Create the first account (within 24 hours):', `  ${link}`];
  } finally {
    await db.destroy();
  }
}

/** Once per process: listens until closed. Throws where the address is taken or not ours. */
export async function serve({ config, databaseUrl, now, randomBytes, demo = false }: ServiceOptions) {
  const log = createLog({ level: config.logLevel });
  const onError = (error: Error) => log.warn({ err: error }, 'database connection lost');
  const db = connect({ url: databaseUrl, patience, onError });
  // Nobody waits for the night's work, nor for each statement of an import, and they may take their time.
  const nightly = connect({ url: databaseUrl, poolSize: 1, onError });
  // Screens wait on one connection of their own, whatever their number; it is made when the first one watches.
  const counterFeed = feedOf({ databaseUrl, onLost: onError });
  const patientDb = connect({ url: databaseUrl, poolSize: 4, onError });
  const secretKey = loadSecretKey(config);
  const pages: Pages = await import(join(distFolder, 'survey', 'render.js'));
  const newId = () => randomId(randomBytes);
  const imports = importInBackground({ db: patientDb, clock: now, timeZone: config.timeZone, secretKey, newId, log });
  const sendWebhook = webhookSender();
  const app = createApp({
    db,
    patientDb,
    wakeImports: imports.wake,
    sendWebhook,
    clock: now,
    randomBytes,
    log,
    pages,
    publicUrl: config.publicUrl,
    timeZone: config.timeZone,
    secretKey,
    trustProxy: config.trustProxy,
    counterFeed,
    adminFolder: join(distFolder, 'admin'),
    demo,
  });
  const server = await new Promise<ReturnType<typeof listen>>((resolve, reject) => {
    const started = listen({ fetch: app.fetch, hostname: config.host, port: config.port }, () => resolve(started));
    started.once('error', reject);
  });
  const nights = sealNightly({ db: nightly, clock: now, timeZone: config.timeZone, randomBytes, log });
  const deliveries = deliverInBackground({
    db,
    now,
    timeZone: config.timeZone,
    secretKey,
    publicUrl: config.publicUrl,
    send: sendWebhook,
    randomBytes,
    log,
  });
  return {
    address: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${config.port}`,
    async close() {
      // A screen's stream would never end by itself.
      const screens = counterFeed.close();
      await Promise.all([stopListening(server), nights.stop(), imports.stop(), deliveries.stop(), screens]);
      await Promise.all([db.destroy(), nightly.destroy(), patientDb.destroy()]);
    },
  };
}

/** Waits for what is in flight; connections that are kept open for more are closed after their answer. */
function stopListening(server: ServerType): Promise<void> {
  server.prependListener('request', (_, response) => response.setHeader('connection', 'close'));
  const idle = setInterval(() => 'closeIdleConnections' in server && server.closeIdleConnections(), 50);
  return new Promise((resolve) => {
    server.close(() => {
      clearInterval(idle);
      resolve();
    });
  });
}
