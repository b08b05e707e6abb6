import type { Hono } from 'hono';
import * as pages from '../../survey-web/render.tsx';
import { createApp } from '../app.ts';
import { type Sealed, sealAll } from '../seals/service.ts';
import { type Headers, type TestContext, type TestOptions, testContext } from './test-context.ts';

export interface TestApp extends TestContext {
  readonly app: Hono;
  /** The nightly sealing, now. */
  seal(): Promise<Sealed[]>;
  /** Sends JSON. */
  send(method: string, path: string, headers: Headers, body?: unknown): Promise<Response>;
}

/** The whole service on a database of one's own: requests go in by `app.request`, without a port. */
export async function testApp(options: TestOptions = {}): Promise<TestApp> {
  const made = await testContext(options);
  const { context, db, clock } = made;
  const app = createApp({ ...context, pages });
  const actor = { kind: 'system', name: 'seal', unitId: null } as const;
  return {
    ...made,
    app,
    seal: () => sealAll(db, { now: clock(), timeZone: context.timeZone, randomBytes: context.randomBytes, actor }),
    send: async (method, path, headers, body) =>
      app.request(path, {
        method,
        headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
  };
}
