import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { createApiKey } from '../../api/accounts/service.ts';
import { localDate } from '../../api/calendar.ts';
import { connect } from '../../db/connect.ts';
import type { Db } from '../../db/tables/index.ts';
import { launchBrowser } from '../testing/browser.ts';
import { quantile, rounded } from './figures.ts';
import { findFacts } from './invitations.ts';
import { machine } from './machine.ts';
import { startBeside, startService } from './running-service.ts';
import type { TidyUp } from './tidy-up.ts';

const calls = 50;
const warmUps = 5;

/**
 * From the clerk's call to the QR code on the counter's screen, in a browser: the call goes to one server, the screen waits at
 * another, and both share a database. Then once more after the connections on which they hear of calls were cut.
 */
export async function measureCounter(tidyUp: TidyUp) {
  const near = await startService(tidyUp);
  const far = await startBeside(tidyUp, near);
  const db = connect({ url: near.databaseUrl, poolSize: 1 });
  tidyUp.add(() => db.destroy());
  const key = await clerksKey(db);
  const ask = askWith(far.address, key);
  const codes = await closeCases(db, ask, 2 * calls + warmUps + 1);
  const settings = { counter: '1', answersHere: false, showsOnClose: false };
  const { display, pairing } = await ask('POST', '/api/v1/displays', settings);

  const browser = await launchBrowser({ handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false });
  tidyUp.add(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(`${near.address}/quay`);
  await page.fill('#ma', pairing.code);
  await page.click('[type=submit]');
  await page.waitForSelector('body[data-state=live]');
  const shown = await watchPicture(page);

  /** Milliseconds until the next case's code has been painted. */
  const call = async (): Promise<number> => {
    const next = codes.pop();
    if (!next) throw new Error('there are no cases left to call');
    const painted = shown(next.code);
    const begun = Date.now();
    await ask('PUT', `/api/v1/displays/${display.displayId}/shown`, { caseCode: next.caseCode });
    return (await painted) - begun;
  };
  const series = async (what: string): Promise<number[]> => {
    const times: number[] = [];
    for (let number = 1; number <= calls; number++) times.push(await call());
    console.error(`counter ${what}: ${JSON.stringify(summary(times))}`);
    return times;
  };

  for (let number = 1; number <= warmUps; number++) await call();
  const before = await series('before the cut');
  const cut = await cutConnections(db);
  if (cut < 1) throw new Error('there was no connection to cut');
  const first = await call();
  const after = await series('after the cut');
  return {
    unit: 'ms',
    calls,
    ...summary(before),
    afterCut: { connectionsCut: cut, firstCall: first, ...summary(after) },
    isUnderOneSecond: Math.max(quantile(before, 0.95), quantile(after, 0.95)) < 1000,
    servers: 2,
    browser: `Chromium ${browser.version()}`,
    ...machine(),
  };
}

async function clerksKey(db: Db): Promise<string> {
  const { unitId } = await findFacts(db);
  const actor = { kind: 'system', name: 'cli', unitId: null } as const;
  const chance = (length: number) => new Uint8Array(randomBytes(length));
  const made = await createApiKey(db, {
    unitId,
    name: 'bench',
    scopes: ['cases:write'],
    actor,
    now: new Date(),
    randomBytes: chance,
  });
  return made.key;
}

function askWith(address: string, key: string) {
  return async (method: string, path: string, body: object) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const answer = await fetch(`${address}${path}`, { method, headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
}

async function closeCases(db: Db, ask: ReturnType<typeof askWith>, count: number) {
  const { procedureCode } = await findFacts(db);
  const closedOn = localDate(new Date(), 'Asia/Ho_Chi_Minh');
  const codes: { caseCode: string; code: string }[] = [];
  for (let number = 1; number <= count; number++) {
    const caseCode = `BENCH-${number}`;
    const { invitation } = await ask('PUT', `/api/v1/cases/${caseCode}`, { procedure: procedureCode, closedOn });
    codes.push({ caseCode, code: invitation.code });
  }
  return codes;
}

/** Tells when a code's picture is on the screen: decoded, and a frame with it drawn. */
async function watchPicture(page: Page): Promise<(code: string) => Promise<number>> {
  const waiting = new Map<string, (at: number) => void>();
  await page.exposeFunction('painted', (code: string, at: number) => waiting.get(code)?.(at));
  await page.evaluate(() => {
    const { painted } = window as unknown as { painted(code: string, at: number): void };
    const picture = document.querySelector('[data-picture]') as HTMLImageElement;
    const tell = async () => {
      const code = document.querySelector('[data-code]')?.textContent ?? '';
      if (!picture.src) return;
      await picture.decode().catch(() => undefined);
      // The first frame may be under way; by the second the picture has been drawn.
      requestAnimationFrame(() => requestAnimationFrame(() => painted(code, Date.now())));
    };
    new MutationObserver(() => void tell()).observe(picture, { attributes: true, attributeFilter: ['src'] });
  });
  return (code) =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('a call did not reach the screen within a minute')), 60_000);
      waiting.set(code, (at) => {
        clearTimeout(late);
        waiting.delete(code);
        resolve(at);
      });
    });
}

/** As a restart of the database or an operator does it. */
async function cutConnections(db: Db): Promise<number> {
  const { rows } = await sql`
    select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'hai_long_listen'`.execute(db);
  return rows.length;
}

function summary(times: readonly number[]) {
  return {
    p50: rounded(quantile(times, 0.5), 0),
    p95: rounded(quantile(times, 0.95), 0),
    max: rounded(Math.max(...times), 0),
  };
}
