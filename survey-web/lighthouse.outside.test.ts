import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../scripts/testing/browser.ts';
import { StandInSurvey, surveyPath } from '../scripts/testing/stand-in-survey.ts';

/** Where `.ci/run` installs Lighthouse, outside of the project: it brings a hundred packages that nothing else needs. */
const program = join(
  process.env.LIGHTHOUSE ?? join(tmpdir(), 'hai-long-lighthouse'),
  'node_modules/lighthouse/cli/index.js',
);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hai-long-report-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

async function audit(address: string): Promise<Record<string, number | null>> {
  const port = await freePort();
  const browser = await launchBrowser({ args: [`--remote-debugging-port=${port}`, '--no-sandbox', '--disable-gpu'] });
  const report = join(folder, `${port}.json`);
  try {
    const parameters = [program, address, `--port=${port}`, '--output=json', `--output-path=${report}`, '--quiet'];
    const categories = '--only-categories=performance,accessibility,best-practices';
    const child = spawn(process.execPath, [...parameters, categories], { stdio: ['ignore', 'inherit', 'inherit'] });
    await once(child, 'close');
    const { categories: found, audits } = JSON.parse(await readFile(report, 'utf8'));
    const scores = Object.fromEntries(
      Object.entries(found as Record<string, { score: number }>).map(([name, { score }]) => [
        name,
        Math.round(score * 100),
      ]),
    );
    if (Object.values(scores).some((score) => score < 100)) {
      const short = Object.values(
        audits as Record<string, { id: string; score: number | null; displayValue?: string }>,
      );
      console.error(
        short
          .filter(({ score }) => score !== null && score < 1)
          .map(({ id, score, displayValue }) => `${id}: ${score} ${displayValue ?? ''}`),
      );
    }
    return scores;
  } finally {
    await browser.close();
  }
}

test('Lighthouse is there', () => {
  expect(
    existsSync(program),
    `npm install --no-save --prefix ${join(tmpdir(), 'hai-long-lighthouse')} lighthouse@13.5.0`,
  ).toBe(true);
});

test.each(['vi', 'en'])(
  'Lighthouse gives the survey page in %s all points',
  async (language) => {
    const service = new StandInSurvey();
    const origin = await service.start();
    try {
      expect(await audit(`${origin}${surveyPath}?lang=${language}`)).toEqual({
        performance: 100,
        accessibility: 100,
        'best-practices': 100,
      });
    } finally {
      service.stop();
    }
  },
  120_000,
);
