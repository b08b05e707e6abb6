import type { Logger } from 'pino';
import type { Db } from '../db/tables/index.ts';
import type { UnitId } from '../db/vocabulary.ts';
import type { Actor } from './accounts/actor.ts';
import type { CounterFeed } from './counter-feed.ts';
import type { SendWebhook } from './deliveries/send-webhook.ts';

/** The citizen's pages: the built module of survey-web, or its source under test. */
export type Pages = typeof import('../survey-web/render.tsx');

/** What the routes are made from; nothing below them sees it whole. */
export interface Context {
  readonly db: Db;
  /** The same database, for work whose statements may take their time. */
  readonly patientDb: Db;
  /** Tells whoever imports in the background that there is something to do. */
  readonly wakeImports: () => void;
  /** Sends to addresses that are not ours. */
  readonly sendWebhook: SendWebhook;
  readonly clock: () => Date;
  readonly randomBytes: (length: number) => Uint8Array;
  readonly log: Logger;
  readonly pages: Pages;
  /** The origin that goes into QR codes, without a path. */
  readonly publicUrl: string;
  readonly timeZone: string;
  readonly secretKey: string;
  /** How many proxies stand before the service. */
  readonly trustProxy: number;
  /** Who is watching which counter's screen. */
  readonly counterFeed: CounterFeed;
  /** Folder of the built admin pages. */
  readonly adminFolder: string;
  /** Marks pages as demonstration; answers are revealed one by one. */
  readonly demo: boolean;
}

/** What a request carries once it is known who sends it. */
export interface Env {
  Variables: { actor: Actor };
}

/** The same, behind a check that the caller acts for one unit. */
export interface UnitEnv {
  Variables: { actor: Actor; unitId: UnitId };
}
