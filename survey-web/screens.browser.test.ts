import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { axeViolations } from '../scripts/testing/axe.ts';
import { launchBrowser } from '../scripts/testing/browser.ts';
import { StandInSurvey, surveyPath } from '../scripts/testing/stand-in-survey.ts';
import { surveyHands } from '../scripts/testing/survey-hands.ts';
import { words } from './words.ts';

const { vi, en } = words;

let browser: Browser;
let service: StandInSurvey;
let origin: string;
let context: BrowserContext;
let page: Page;
let hands: ReturnType<typeof surveyHands>;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  service = new StandInSurvey();
  origin = await service.start();
});
afterEach(async () => {
  await context.close();
  service.stop();
});

async function open({ scripts = true, address = surveyPath, width = 360 } = {}): Promise<void> {
  context = await browser.newContext({ viewport: { width, height: 740 }, javaScriptEnabled: scripts });
  context.setDefaultTimeout(10_000);
  page = await context.newPage();
  hands = surveyHands(page);
  await page.goto(origin + address);
}

const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
const buttons = () => page.locator('main button:visible').allTextContents();
/** The numbers of the questions in sight. */
const inSight = () => page.locator('main small:visible').allTextContents();
const widest = () => page.evaluate(() => document.documentElement.scrollWidth);
// biome-ignore lint/performance/useDomNodeTextContent: as it is seen, with its lines.
const look = () => page.locator('.look li').evaluateAll((all) => all.map((one) => (one as HTMLElement).innerText));

test('without scripts there is neither large print nor a last look, and nothing that does nothing', async () => {
  await open({ scripts: false });
  expect(await buttons()).toEqual([vi.send]);
  expect(await inSight()).toHaveLength(7);
});

describe('a last look', () => {
  test('says all that was answered and what was not, and is sent from there', async () => {
    service.choice = { form: 'short-with-why' };
    await open();
    await hands.choose('overall-2');
    await hands.choose('officer-1');
    await hands.choose('why.officer.compliance-yes');
    await hands.choose('feedback-na');
    await page.locator('#comment').fill('Thêm ghế <b>ngồi</b>');
    await press(vi.review);
    const said = await look();
    expect(said).toHaveLength(8);
    expect(said[0]).toBe(
      'Câu 1/7 Nhìn chung, ông/bà hài lòng hay không hài lòng với việc giải quyết thủ tục lần này?\nKhông hài lòng',
    );
    expect(said[1]).toMatch(new RegExp(`^Câu 2/7 .*\n${vi.unanswered}$`));
    expect(said[4]).toMatch(new RegExp(`^${vi.lowmark.replaceAll('?', '[?]')}\n.+`));
    expect(said[6]).toMatch(/\nTôi không có góp ý, phản ánh$/);
    expect(said[7]).toMatch(/\nThêm ghế <b>ngồi<\/b>$/);
    expect(await buttons()).toEqual([vi.easy, vi.send, vi.back]);
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('look');
    expect(await axeViolations(page)).toEqual([]);
    await hands.send();
    await hands.thanked();
    expect(service.recorded?.answers).toMatchObject({ overall: 2, officer: 1, feedback: 'na' });
    expect(await page.locator('main p').first().isVisible()).toBe(true);
  });

  test('leads back to a question, and by the way back to the whole form', async () => {
    await open();
    await hands.choose('overall-4');
    await press(vi.review);
    await page.getByRole('link', { name: /^Câu 3\/7/ }).click();
    expect(await hands.focused()).toBe('procedure-5');
    expect(await inSight()).toHaveLength(7);
    await page.keyboard.press('Space');
    await press(vi.review);
    expect((await look())[2]).toMatch(/\nRất hài lòng$/);
    await press(vi.back);
    expect(await inSight()).toHaveLength(7);
    expect(await hands.chosen()).toEqual(['overall-4', 'procedure-5']);
    await page.goForward();
    expect(await look()).toHaveLength(7);
  });

  test('is not shown before what is missing was named', async () => {
    await open();
    await press(vi.review);
    await page.getByRole('alert').waitFor();
    expect(await look()).toEqual([]);
    await hands.choose('overall-4');
    await press(vi.review);
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(await look()).toHaveLength(7);
  });

  test('stays while an answer waits for the network', async () => {
    await open();
    await hands.choose('overall-4');
    await press(vi.review);
    await context.setOffline(true);
    await hands.send();
    await hands.told(vi.offline);
    expect(await axeViolations(page)).toEqual([]);
    await context.setOffline(false);
    await hands.thanked();
    expect(service.posts).toHaveLength(1);
    expect(await hands.kept()).toBe(0);
  });
});

describe('large print', () => {
  test('shows one question a page, from the first to a last look, by keyboard alone', async () => {
    await open();
    await page.getByRole('button', { name: vi.easy }).press('Enter');
    expect(await inSight()).toEqual(['Câu 1/7']);
    expect(await page.getByText('Câu 1/7').evaluate((one) => getComputedStyle(one).fontSize)).toBe('24px');
    await page.locator('#overall-5').press('Space');
    // Enter in a field sends a form; here it leads on.
    await page.keyboard.press('Enter');
    for (const n of [2, 3, 4, 5, 6, 7]) {
      expect(await inSight()).toEqual([`Câu ${n}/7`]);
      const focused = await page.evaluate(() => document.activeElement?.textContent);
      expect(focused).toContain(`Câu ${n}/7`);
      expect(await page.getByRole('heading', { level: 2 }).isVisible()).toBe(n < 7);
      expect(await buttons()).toEqual([vi.normal, n < 7 ? vi.start.go : vi.review, vi.back]);
      await page.getByRole('button', { name: n < 7 ? vi.start.go : vi.review, exact: true }).press('Enter');
    }
    expect(await look()).toHaveLength(7);
    expect(service.posts).toEqual([]);
    await page.getByRole('button', { name: vi.send }).press('Enter');
    await hands.thanked();
    expect(service.recorded?.answers).toEqual({ overall: 5 });
  });

  test('does not go past a question that must be answered, and names it', async () => {
    await open();
    await press(vi.easy);
    await press(vi.start.go);
    await page.getByRole('alert').waitFor();
    await page.getByRole('link', { name: vi.error.required(1) }).click();
    expect(await hands.focused()).toBe('overall-5');
    expect(await inSight()).toEqual(['Câu 1/7']);
    await page.keyboard.press('Space');
    await press(vi.start.go);
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(await inSight()).toEqual(['Câu 2/7']);
  });

  test('opens what went wrong on the page of its question, without taking the focus', async () => {
    service.choice = { form: 'short-with-why', perceptions: true };
    await open();
    await hands.choose('overall-5');
    await press(vi.easy);
    await press(vi.start.go);
    await hands.choose('access-1');
    expect(await hands.focused()).toBe('access-1');
    expect(await page.locator('[id="why.access.signage-yes"]').isVisible()).toBe(true);
    expect(await inSight()).toEqual(['Câu 2/11']);
    await hands.choose('access-4');
    expect(await page.locator('[id="why.access.signage-yes"]').isVisible()).toBe(false);
  });

  test('the browser’s own way back leads to the question before, a reload stays, and both keep the answers', async () => {
    await open();
    await press(vi.easy);
    await hands.choose('overall-3');
    await press(vi.start.go);
    await hands.choose('access-2');
    await press(vi.start.go);
    await page.goBack();
    expect(await inSight()).toEqual(['Câu 2/7']);
    await page.reload();
    expect(await inSight()).toEqual(['Câu 2/7']);
    expect(await hands.chosen()).toEqual(['overall-3', 'access-2']);
    await press(vi.back);
    expect(await inSight()).toEqual(['Câu 1/7']);
    await press(vi.normal);
    expect(await inSight()).toHaveLength(7);
    expect(await page.getByText('Câu 1/7').evaluate((one) => getComputedStyle(one).fontSize)).toBe('18px');
  });

  test('is taken back to the question that one wants to change, and the answer counts as changed', async () => {
    await open();
    await press(vi.easy);
    await hands.choose('overall-3');
    for (let n = 1; n < 7; n++) await press(vi.start.go);
    await press(vi.review);
    await page.getByRole('link', { name: /^Câu 1\/7/ }).click();
    expect([await inSight(), await hands.focused()]).toEqual([['Câu 1/7'], 'overall-3']);
    await hands.choose('overall-1');
    await page.goBack();
    expect((await look())[0]).toMatch(/\nRất không hài lòng$/);
    await hands.send();
    await hands.thanked();
    expect(service.recorded?.answers).toEqual({ overall: 1 });
    await page.goBack();
    await hands.thanked();
  });

  test('shows each element of the long form under its own heading', async () => {
    service.choice = { form: 'full', perceptions: true, context: true, demographics: true };
    await open();
    await hands.choose('overall-3');
    await press(vi.easy);
    const headings: string[] = [];
    for (;;) {
      expect(await inSight()).toHaveLength(1);
      headings.push((await page.locator('form h2:visible, form h3:visible').allTextContents()).join(' / '));
      if (await page.getByRole('button', { name: vi.review }).isVisible()) break;
      await press(vi.start.go);
    }
    expect(headings[0]).toBe('');
    expect(headings[1]).toMatch(new RegExp(`^${vi.leadCriteria.replace('?', '[?]')} / .+`));
    expect(new Set(headings.filter((text) => text.startsWith(vi.leadCriteria))).size).toBe(5);
    expect(headings.filter((text) => text === vi.leadSensitive.title)).toHaveLength(2);
    expect(headings.at(-1)).toBe('');
  });

  test.each(['vi', 'en'] as const)(
    'has no fault that axe finds in %s, at any width, on any of its pages',
    async (language) => {
      await open({ address: `${surveyPath}?lang=${language}` });
      const text = words[language];
      await hands.choose('overall-3');
      for (const width of [320, 360, 1280]) {
        await page.setViewportSize({ width, height: 740 });
        await press(text.easy);
        for (const next of [
          text.start.go,
          text.start.go,
          text.start.go,
          text.start.go,
          text.start.go,
          text.start.go,
          text.review,
        ]) {
          expect(await widest()).toBeLessThanOrEqual(width);
          if (width !== 320) expect(await axeViolations(page)).toEqual([]);
          await press(next);
        }
        expect(await widest()).toBeLessThanOrEqual(width);
        expect(await axeViolations(page)).toEqual([]);
        await press(text.normal);
      }
    },
  );

  test('its targets are at least 48 px high', async () => {
    await open();
    await hands.choose('overall-3');
    const low = () =>
      page
        .locator('main a, main button, summary, label span, textarea')
        .evaluateAll((all) =>
          all
            .filter((one) => one.checkVisibility() && one.clientHeight > 0 && (one as HTMLElement).offsetHeight < 48)
            .map((one) => one.textContent),
        );
    expect(await low()).toEqual([]);
    await press(vi.easy);
    await press(vi.start.go);
    expect(await low()).toEqual([]);
    await press(vi.normal);
    await press(vi.review);
    expect(await low()).toEqual([]);
  });
});

test('emptied by a counter’s tablet, no last look is left', async () => {
  service.medium = 'kiosk';
  await open();
  await hands.choose('overall-2');
  await press(vi.review);
  await page.evaluate(() => document.querySelector('form')?.reset());
  expect(await look()).toEqual([]);
  expect(await hands.kept()).toBe(0);
});

test('English says the same', async () => {
  await open({ address: `${surveyPath}?lang=en` });
  await hands.choose('overall-4');
  await press(en.review);
  expect((await look())[0]).toMatch(/^Question 1 of 7 .*\nSatisfied$/);
  expect(await buttons()).toEqual([en.easy, en.send, en.back]);
});
