import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type ServerType, serve } from '@hono/node-server';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { type TestApp, testApp } from '../api/testing/test-app.ts';
import type { Language, Role, UnitId } from '../db/vocabulary.ts';
import { build } from '../scripts/build.ts';
import { distFolder } from '../scripts/stale.ts';
import { launchBrowser } from '../scripts/testing/browser.ts';

/** Cases that one field closed on one day, with the marks that some of them got. */
export interface Closing {
  readonly procedure: string;
  readonly closedOn: string;
  readonly cases: number;
  readonly marks?: readonly number[];
  readonly dueOn?: string;
}

export const procedures = { hoTich: '1.001193', datDai: '1.012783', chungThuc: '2.000815' } as const;

/** The built pages before the real service on a database of its own, and a real browser to open them in. */
export class Example {
  readonly service: TestApp;
  readonly browser: Browser;
  readonly origin: string;
  private readonly server: ServerType;
  private number = 0;

  private constructor(service: TestApp, browser: Browser, server: ServerType) {
    this.service = service;
    this.browser = browser;
    this.server = server;
    // Asked after listening, when there is a port.
    this.origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  }

  static async start(): Promise<Example> {
    await build();
    const [service, browser] = await Promise.all([
      testApp({ adminFolder: join(distFolder, 'admin') }),
      launchBrowser(),
    ]);
    const server = await new Promise<ServerType>((resolve) => {
      const listening = serve({ fetch: service.app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(listening));
    });
    return new Example(service, browser, server);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await new Promise((resolve) => this.server.close(resolve));
    await this.service.close();
  }

  /** Puts cases in and answers some of them, at the service's present moment; returns their codes. */
  async close({ procedure, closedOn, cases, marks = [], dueOn }: Closing): Promise<string[]> {
    const machine = await this.service.apiKey('cases:write');
    const codes: string[] = [];
    for (let index = 0; index < cases; index++) {
      this.number += 1;
      const code = `H24.30-${String(this.number).padStart(4, '0')}`;
      codes.push(code);
      const body = { procedure, closedOn, ...(dueOn && { dueOn }) };
      const put = await this.service.send('PUT', `/api/v1/cases/${code}`, machine, body);
      const { invitation } = await put.json();
      const mark = marks[index];
      if (mark === undefined) continue;
      const answer = { key: `key-${this.number}-${'x'.repeat(20)}`, answers: { overall: mark } };
      const sent = await this.service.send('POST', new URL(invitation.url).pathname, {}, answer);
      if (sent.status !== 201) throw new Error(`Case ${code} could not be answered: ${await sent.text()}`);
    }
    return codes;
  }

  /** A browser of its own, signed in with the roles given (in another unit than the first, or over all), whose clock shows the service's day. */
  async visit(
    roles: readonly Role[],
    options: { language?: Language; width?: number; unitId?: UnitId | null } = {},
  ): Promise<Visit> {
    const { language = 'vi', width = 1280, unitId = this.service.unit.unitId } = options;
    const context = await this.browser.newContext({
      viewport: { width, height: 800 },
      timezoneId: 'Asia/Ho_Chi_Minh',
      baseURL: this.origin,
    });
    if (roles.length > 0) {
      const { cookie = '' } = await this.service.signedInFor(unitId, ...roles);
      const [name = '', value = ''] = cookie.split('=');
      await context.addCookies([{ name, value, url: this.origin, httpOnly: true, sameSite: 'Strict' }]);
    }
    const page = await context.newPage();
    await page.clock.setFixedTime(this.service.clock());
    await page.addInitScript((spoken) => {
      if (!localStorage.getItem('hai-long.language')) localStorage.setItem('hai-long.language', spoken);
    }, language);
    return new Visit(context, page);
  }
}

/** One person's browser, with what goes wrong in it written down. */
export class Visit {
  readonly page: Page;
  /** What the page's own program or its policy complained about. Refusals of the service are no fault of the page. */
  readonly faults: string[] = [];
  private readonly context: BrowserContext;

  constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
    page.on('pageerror', (error) => this.faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
        this.faults.push(message.text());
      }
    });
  }

  /** Opens a page and waits until it has drawn what it fetched. */
  async open(path: string): Promise<Page> {
    await this.page.goto(path);
    await this.settled();
    return this.page;
  }

  async settled(): Promise<void> {
    await this.page.waitForSelector('h1');
    await this.page.waitForLoadState('networkidle');
    await this.page.waitForFunction(() => !document.querySelector('.progress, .stale'));
  }

  /** Table rows as a reader sees them, cell by cell. */
  async rows(part: 'tbody' | 'tfoot' = 'tbody'): Promise<string[][]> {
    const rows = await this.page.locator(`table.data ${part} tr`).all();
    return Promise.all(rows.map(async (row) => Promise.all((await row.locator('> *').all()).map(seen))));
  }

  /** What a reader sees of the first element that matches. */
  text(selector: string): Promise<string> {
    return seen(this.page.locator(selector).first());
  }

  close(): Promise<void> {
    return this.context.close();
  }
}

/** The text as it is laid out: what is hidden is left out, and blocks stand apart. */
async function seen(element: Locator): Promise<string> {
  // biome-ignore lint/performance/useDomNodeTextContent: textContent runs blocks together and knows nothing of hiding
  return (await element.innerText()).replace(/\s+/g, ' ').trim();
}
