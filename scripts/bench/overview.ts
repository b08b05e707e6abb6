import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Browser } from 'playwright-core';
import { createAccount } from '../../api/accounts/service.ts';
import { connect } from '../../db/connect.ts';
import { launchBrowser } from '../testing/browser.ts';
import { median, rounded } from './figures.ts';
import { findFacts } from './invitations.ts';
import { machine } from './machine.ts';
import { type RunningService, startService } from './running-service.ts';
import type { TidyUp } from './tidy-up.ts';

const actor = { kind: 'system', name: 'cli', unitId: null } as const;
const rounds = 9;
const slowdown = 4;

/** When what was there for the reader, in milliseconds from the beginning of the visit. */
interface Visit {
  readonly firstContentfulPaintMs: number;
  /** The first sentence and the fields below target are shown, and the page answers to the keyboard. */
  readonly usableMs: number;
  /** Every drawing in sight is there. */
  readonly inSightMs: number;
  /** Every drawing is there, having been scrolled to. */
  readonly allMs: number;
  readonly requests: number;
}

/**
 * The overview of a ward's year with sixteen fields on a processor four times slower, from the click on a link to it: until
 * it can be used, and until all of it is drawn. Each time by a browser that knows nothing.
 */
export async function measureOverview(tidyUp: TidyUp) {
  const service = await startService(tidyUp);
  const session = await prepare(service, tidyUp);
  // Else a Ctrl-C would close the browser and end this process with it, before anything else is cleared away.
  const browser = await launchBrowser({ handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false });
  tidyUp.add(() => browser.close());
  const visits: Visit[] = [];
  for (let round = 0; round <= rounds; round++) {
    const seen = await visit(browser, service, session);
    // The first round warms up.
    if (round > 0) visits.push(seen);
    const { usableMs, inSightMs, allMs } = seen;
    console.error(
      `overview ${round > 0 ? `${round} of ${rounds}` : 'warming up'}: ${[usableMs, inSightMs, allMs].map(Math.round).join(', ')} ms`,
    );
  }
  const of = (kind: keyof Visit) => rounded(median(visits.map((seen) => seen[kind])), 0);
  return {
    usableMs: of('usableMs'),
    inSightMs: of('inSightMs'),
    allMs: of('allMs'),
    firstContentfulPaintMs: of('firstContentfulPaintMs'),
    longestUsableMs: rounded(Math.max(...visits.map(({ usableMs }) => usableMs)), 0),
    requests: of('requests'),
    conditions: 'processor 4 times slower, nothing cached, 1280 × 800',
    rounds,
    browser: `Chromium ${browser.version()}`,
    ...machine(),
  };
}

/** A year of a ward's figures, settled but for the last months, and somebody who may see them. */
async function prepare(service: RunningService, tidyUp: TidyUp): Promise<{ name: string; value: string }> {
  const db = connect({ url: service.databaseUrl, poolSize: 1 });
  tidyUp.add(() => db.destroy());
  const { unitId } = await findFacts(db);
  await sql`
    insert into rollups (unit_id, month, field_id, closed, level1, level2, level3, level4, level5)
    select ${unitId}::int, '2025-' || lpad(month::text, 2, '0'), field_id, 40 + 3 * place, place % 3, place * month % 4, 1 + place % 2,
      8 + (place * 7 + month * 3) % 9, 20 + (place * 5 + month) % 17
    from generate_series(1, 12) as month,
      (select field_id, row_number() over (order by position)::int as place from fields where unit_id = ${unitId} limit 16) as chosen`.execute(
    db,
  );
  await sql`
    insert into months (unit_id, month, settled_on)
    select ${unitId}::int, '2025-' || lpad(month::text, 2, '0'), '2026-01-20' from generate_series(1, 9) as month`.execute(
    db,
  );
  await sql`insert into seals (unit_id, sealed_on, waiting) values (${unitId}, '2026-01-20', 7)
    on conflict (unit_id) do update set waiting = excluded.waiting`.execute(db);
  const password = randomBytes(18).toString('base64url');
  await createAccount(db, { unitId, username: 'bench', password, roles: ['leader'], actor, now: new Date() });
  const answer = await fetch(`${service.address}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: service.address },
    body: JSON.stringify({ username: 'bench', password }),
  });
  const [name = '', value = ''] = (answer.headers.get('set-cookie') ?? '').split(';')[0]?.split('=') ?? [];
  if (answer.status !== 204 || name === '') throw new Error(`signing in answered ${answer.status}`);
  return { name, value };
}

async function visit(
  browser: Browser,
  service: RunningService,
  session: { name: string; value: string },
): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'vi-VN' });
  try {
    await context.addCookies([{ ...session, url: service.address, httpOnly: true, sameSite: 'Strict' }]);
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    let requests = 0;
    page.on('request', () => {
      requests += 1;
    });
    await page.addInitScript(watch);
    await page.goto(`${service.address}/admin?from=2025-07&to=2025-12`, { waitUntil: 'commit' });
    const seen = async (name: string) =>
      page
        .waitForFunction((name) => performance.getEntriesByName(name)[0]?.startTime, name, { polling: 100 })
        .then((handle) => handle.jsonValue());
    const usableMs = Number(await seen('usable'));
    const inSightMs = Number(await seen('in-sight'));
    const scrolledAt = await page.evaluate(() => performance.now());
    await page.evaluate(scrollThrough);
    const allAt = Number(await seen('all'));
    const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0);
    // What the reader did not scroll to yet costs only when it is scrolled to.
    const allMs = allAt < scrolledAt ? allAt : inSightMs + (allAt - scrolledAt);
    return { firstContentfulPaintMs: paint, usableMs, inSightMs, allMs, requests };
  } finally {
    await context.close();
  }
}

/** In the page: marks the moment at which each is there, once the page has painted it and has nothing else to do. */
function watch(): void {
  const places = () => [...document.querySelectorAll<HTMLElement>('.plot-place')];
  const isDrawn = (place: Element) => place.querySelector('svg') !== null;
  const isInSight = (place: Element) => {
    const { top, bottom } = place.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  };
  const conditions: Record<string, () => boolean> = {
    usable: () =>
      document.querySelector('.standing .lead') !== null && document.querySelector('.below .field-card a') !== null,
    'in-sight': () => document.querySelector('.multiples') !== null && places().filter(isInSight).every(isDrawn),
    all: () => document.querySelector('.multiples') !== null && places().length > 0 && places().every(isDrawn),
  };
  const waiting = new Set<string>();
  const look = () => {
    for (const [name, holds] of Object.entries(conditions)) {
      if (waiting.has(name) || !holds()) continue;
      waiting.add(name);
      requestAnimationFrame(() => setTimeout(() => performance.mark(name)));
    }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
}

/** In the page: as a reader scrolls, screen by screen, leaving each time to be drawn. */
async function scrollThrough(): Promise<void> {
  for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight / 2) {
    scrollTo(0, top);
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  }
}
