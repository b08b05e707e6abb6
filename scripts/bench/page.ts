import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { loadSecretKey } from '../../api/config.ts';
import { hashToken, tokenFor } from '../../api/invitations/token.ts';
import { findQuestionnaire } from '../../api/questionnaires/queries.ts';
import { connect } from '../../db/connect.ts';
import { launchBrowser } from '../testing/browser.ts';
import { serveBareForm } from './bare-form.ts';
import { median, rounded } from './figures.ts';
import { findFacts, insertInvitations } from './invitations.ts';
import { machine } from './machine.ts';
import { type RunningService, startService } from './running-service.ts';
import type { TidyUp } from './tidy-up.ts';

const rounds = 9;
const bytesASecond = 400_000 / 8;
const latencyMs = 400;
const slowdown = 4;

/** What a browser saw of one visit. */
interface Visit {
  /** As they came over the wire, heads included. */
  readonly bytes: number;
  readonly requests: number;
  readonly firstContentfulPaintMs: number;
}

/**
 * The survey page on a slow phone in a slow network, beside the same form as bare HTML: what a citizen waits for, and
 * what nobody could do without. Both are visited in turns, each time by a browser that knows nothing.
 */
export async function measurePage(tidyUp: TidyUp) {
  const service = await startService(tidyUp);
  const { surveyPage, questionnaire } = await openInvitation(service);
  const bareForm = await serveBareForm(tidyUp, questionnaire);
  // Else a Ctrl-C would close the browser and end this process with it, before anything else is cleared away.
  const browser = await launchBrowser({ handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false });
  tidyUp.add(() => browser.close());

  const ours: Visit[] = [];
  const bare: Visit[] = [];
  for (let round = 0; round <= rounds; round++) {
    const our = await visit(browser, surveyPage);
    const other = await visit(browser, bareForm);
    // The first round warms up.
    if (round > 0) ours.push(our);
    if (round > 0) bare.push(other);
    const [one, two] = [our, other].map(({ firstContentfulPaintMs }) => Math.round(firstContentfulPaintMs));
    console.error(`page ${round > 0 ? `${round} of ${rounds}` : 'warming up'}: ${one} ms, the bare form ${two} ms`);
  }
  const figures = summary(ours);
  const bareFigures = summary(bare);
  return {
    ...figures,
    bare: bareFigures,
    firstContentfulPaintRatio: rounded(figures.firstContentfulPaintMs / bareFigures.firstContentfulPaintMs, 2),
    conditions: '400 kbit/s, 400 ms, processor 4 times slower',
    rounds,
    browser: `Chromium ${browser.version()}`,
    ...machine(),
  };
}

/** Makes a closed case, and gives the page that its slip leads to. */
async function openInvitation(service: RunningService) {
  const db = connect({ url: service.databaseUrl, poolSize: 1 });
  try {
    const facts = await findFacts(db);
    const secretKey = loadSecretKey({ secretKey: undefined, dataDir: service.dataDir });
    const invitationId = randomUUID();
    const token = tokenFor(secretKey, facts.unitId, invitationId, 1);
    await insertInvitations(db, facts, [{ invitationId, tokenHash: hashToken(secretKey, token) }]);
    const questionnaire = await findQuestionnaire(db, facts.unitId, facts.questionnaireVersion);
    if (!questionnaire) throw new Error('the starting catalogue has no questionnaire');
    return { surveyPage: `${service.address}/P/${token}`, questionnaire };
  } finally {
    await db.destroy();
  }
}

async function visit(browser: Browser, address: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, isMobile: true, locale: 'vi-VN' });
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    let requests = 0;
    let bytes = 0;
    devtools.on('Network.requestWillBeSent', () => {
      requests += 1;
    });
    devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
    });
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: latencyMs,
      downloadThroughput: bytesASecond,
      uploadThroughput: bytesASecond,
    });
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    const response = await page.goto(address, { waitUntil: 'load' });
    if (response?.status() !== 200) throw new Error(`${address} answered ${response?.status()}`);
    const firstContentfulPaintMs = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          new PerformanceObserver((list) => {
            const paint = list.getEntriesByName('first-contentful-paint')[0];
            if (paint) resolve(paint.startTime);
          }).observe({ type: 'paint', buffered: true });
        }),
    );
    // Long enough for whatever the page might still want.
    await sleep(1000);
    return { bytes, requests, firstContentfulPaintMs };
  } finally {
    await context.close();
  }
}

function summary(visits: readonly Visit[]): Visit {
  return {
    bytes: Math.max(...visits.map(({ bytes }) => bytes)),
    requests: Math.max(...visits.map(({ requests }) => requests)),
    firstContentfulPaintMs: Math.round(median(visits.map((visit) => visit.firstContentfulPaintMs))),
  };
}
