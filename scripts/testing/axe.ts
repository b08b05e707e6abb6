import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe-core finds wrong on a page, one line per element; an empty list is what tests expect.
 * Evaluation comes over the debugging protocol, which the page's content security policy does not govern.
 */
export async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate(source);
  const { violations } = await page.evaluate(async () => {
    const { axe: loaded } = window as unknown as { axe: typeof axe };
    return loaded.run(document, { resultTypes: ['violations'] });
  });
  return violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id} (${violation.impact}): ${node.html} – ${violation.help}`),
  );
}
