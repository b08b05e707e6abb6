import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../scripts/testing/browser.ts';
import { StandInSurvey, surveyPath } from '../scripts/testing/stand-in-survey.ts';

/*
 * `docs/as-heard.md`: Chromium's accessibility tree of the survey page, top to bottom, as a screen reader would say it. After a
 * change that is meant: `UPDATE_AS_HEARD=1 npx vitest run --project browser survey-web/as-heard`, and read what it says.
 */
const file = join(import.meta.dirname, '..', 'docs', 'as-heard.md');

const intro = `# The survey page as it is heard

Made by \`survey-web/as-heard.browser.test.ts\` from Chromium's accessibility tree, and held by it: role, then name, in
the order in which a screen reader goes through the page. The short form, with scripts.
`;

interface AxNode {
  readonly nodeId: string;
  readonly ignored: boolean;
  readonly role?: { readonly value?: unknown };
  readonly name?: { readonly value?: unknown };
  readonly description?: { readonly value?: unknown };
  readonly childIds?: readonly string[];
}

/** Roles that are announced, and whose contents say nothing that their name does not. */
const whole = new Set(['heading', 'link', 'button', 'radio', 'textbox', 'checkbox', 'DisclosureTriangle']);

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

async function heard(language: 'vi' | 'en'): Promise<string[]> {
  const service = new StandInSurvey();
  const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
  try {
    await page.goto(`${await service.start()}${surveyPath}?lang=${language}`);
    const devtools = await page.context().newCDPSession(page);
    const { nodes } = (await devtools.send('Accessibility.getFullAXTree')) as unknown as { nodes: AxNode[] };
    const byId = new Map(nodes.map((node) => [node.nodeId, node]));
    const [top] = nodes;
    return top ? said(top, byId) : [];
  } finally {
    await page.close();
    service.stop();
  }
}

function said(node: AxNode, byId: ReadonlyMap<string, AxNode>): string[] {
  const role = String(node.role?.value ?? '');
  const name = String(node.name?.value ?? '').trim();
  const description = String(node.description?.value ?? '').trim();
  if (role === 'InlineTextBox') return [];
  const inside = () => (node.childIds ?? []).flatMap((id) => said(byId.get(id) ?? node, byId));
  if (node.ignored) return inside();
  if (role === 'StaticText') return name === '' ? [] : [`“${name}”`];
  const line = `${role}${name === '' ? '' : `: ${name}`}${description === '' ? '' : ` (${description})`}`;
  if (whole.has(role)) return [line];
  if (role === 'group') return [line, ...inside().filter((one) => !/^(“|LegendRole|Legend)/.test(one))];
  if (['RootWebArea', 'banner', 'main', 'contentinfo', 'form', 'status'].includes(role)) return [line, ...inside()];
  return inside();
}

test('the page makes sense as speech: what is written down is what is heard', async () => {
  const parts = await Promise.all(
    (['vi', 'en'] as const).map(async (language) => [language, await heard(language)] as const),
  );
  const text = `${intro}${parts.map(([language, lines]) => `\n## ${language}\n\n${lines.map((line) => `- ${line}`).join('\n')}\n`).join('')}`;
  if (process.env.UPDATE_AS_HEARD === '1') await writeFile(file, text);
  expect(text.split('\n').length).toBeGreaterThan(100);
  expect(await readFile(file, 'utf8')).toBe(text);
});
