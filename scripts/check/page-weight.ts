import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { exampleSurvey } from '../../survey-web/example.ts';
import { build } from '../build.ts';
import { distFolder } from '../stale.ts';

const budgets = {
  /** The whole response, as sent compressed, headers included: about a second on a slow network. */
  survey: 9_000,
  /** The same with the 16 criteria: what fits the first flight of a TCP connection. */
  fullSurvey: 14_000,
  /**
   * All scripts and styles of the admin pages together, compressed, but for what draws charts. It grows with each page;
   * nobody fetches more of it than the pages that he opens.
   */
  admin: 205_000,
  /** What draws charts: one file, fetched when the first one is wanted and everything else is on the page. */
  charts: 90_000,
};

export interface Weight {
  what: string;
  bytes: number;
  budget: number;
}

type Renderer = typeof import('../../survey-web/render.tsx');

/** Weighs the pages as they are built, building them first if they are missing or old. */
export async function pageWeights(): Promise<Weight[]> {
  await build();
  const renderer: Renderer = await import(join(distFolder, 'survey/render.js'));
  const surveys = (['vi', 'en'] as const).flatMap((language) => [
    { what: `survey page, ${language}`, survey: exampleSurvey(language), budget: budgets.survey },
    { what: `full form, ${language}`, survey: exampleSurvey(language, { form: 'full' }), budget: budgets.fullSurvey },
  ]);
  const weighed = surveys.map(({ what, survey, budget }) => ({
    what,
    bytes: responseBytes(renderer.survey(survey), renderer.citizenPolicyFor(survey.brand?.colour ?? null)),
    budget,
  }));
  const isChart = (name: string) => /^drawings-.*[.]js$/.test(name);
  return [
    ...weighed,
    { what: 'admin pages, all', bytes: adminBytes((name) => !isChart(name)), budget: budgets.admin },
    { what: 'their charts', bytes: adminBytes(isChart), budget: budgets.charts },
  ];
}

/** gzip is what every browser and proxy takes; Brotli would be some 10 % less. */
function responseBytes(html: string, contentSecurityPolicy: string): number {
  const body = gzipSync(html);
  return headerBytes(contentSecurityPolicy, body.length) + body.length;
}

/** The head that our server sends with a page, cookies of proxies apart. */
function headerBytes(contentSecurityPolicy: string, contentLength: number): number {
  const head = [
    'HTTP/1.1 200 OK',
    'content-type: text/html; charset=utf-8',
    'content-encoding: gzip',
    `content-length: ${contentLength}`,
    `content-security-policy: ${contentSecurityPolicy}`,
    'cache-control: no-store',
    'cross-origin-opener-policy: same-origin',
    'cross-origin-resource-policy: same-origin',
    'referrer-policy: no-referrer',
    'strict-transport-security: max-age=31536000',
    'vary: Accept-Encoding',
    'x-content-type-options: nosniff',
    'x-frame-options: DENY',
    'date: Mon, 07 Jul 2025 02:30:00 GMT',
    'connection: keep-alive',
    'keep-alive: timeout=5',
  ];
  return Buffer.byteLength(`${head.join('\r\n')}\r\n\r\n`);
}

function adminBytes(counts: (name: string) => boolean): number {
  const folder = join(distFolder, 'admin');
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && counts(entry.name))
    .map((entry) => gzipSync(readFileSync(join(entry.parentPath, entry.name))).length)
    .reduce((sum, bytes) => sum + bytes, 0);
}
