import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { axeViolations } from '../scripts/testing/axe.ts';
import { launchBrowser } from '../scripts/testing/browser.ts';
import { surveyPath as path, StandInSurvey } from '../scripts/testing/stand-in-survey.ts';
import { exampleSurvey } from './example.ts';
import { words } from './words.ts';

const { vi } = words;

let browser: Browser;
let service: StandInSurvey;
let origin: string;
let context: BrowserContext;
let page: Page;

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

async function open({ scripts = true, address = path } = {}): Promise<void> {
  context = await browser.newContext({ viewport: { width: 360, height: 740 }, javaScriptEnabled: scripts });
  context.setDefaultTimeout(10_000);
  page = await context.newPage();
  await page.goto(origin + address);
}

const choose = (id: string) => page.locator(`label:has([id="${id}"]) span`).click();
const send = () => page.getByRole('button', { name: vi.send }).click();
const heading = () => page.getByRole('heading', { level: 1 });
const thanked = () => heading().filter({ hasText: vi.thanks.title }).waitFor();
const chosen = () => page.locator(':checked').evaluateAll((all) => all.map((one) => one.id));
const focused = () => page.evaluate(() => document.activeElement?.id);
const kept = () => page.evaluate(() => localStorage.length + sessionStorage.length);
const status = (sentence: string) => page.getByRole('status').filter({ hasText: sentence }).waitFor();

/** Six questions and a comment by Tab, arrows and Space alone. */
async function answerByKeyboard(): Promise<void> {
  await page.locator('#overall-5').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  for (const id of ['access', 'procedure', 'officer', 'result', 'feedback']) {
    do await page.keyboard.press('Tab');
    while ((await focused())?.split('-')[0] !== id);
    await page.keyboard.press(id === 'feedback' ? 'ArrowUp' : 'Space');
  }
  do await page.keyboard.press('Tab');
  while ((await focused()) !== 'comment');
  await page.keyboard.type('Thêm ghế ngồi');
  do await page.keyboard.press('Tab');
  while ((await page.evaluate(() => document.activeElement?.getAttribute('type'))) !== 'submit');
  await page.keyboard.press('Enter');
}

describe.each([false, true])('with scripts: %s', (scripts) => {
  test('the form is filled in and sent by keyboard alone', async () => {
    await open({ scripts });
    await answerByKeyboard();
    await thanked();
    expect(service.recorded).toEqual({
      key: 'key-of-visit-1',
      answers: { overall: 4, access: 5, procedure: 5, officer: 5, result: 5, feedback: 'na' },
      comment: 'Thêm ghế ngồi',
    });
    expect(service.posts).toEqual([expect.objectContaining({ json: scripts, language: 'vi' })]);
  });

  test('what is missing is named in a summary that has the focus and leads there; every value is kept', async () => {
    await open({ scripts });
    await choose('access-2');
    await page.locator('#comment').fill('\nDòng đầu để trống');
    await send();
    await page.getByRole('alert').waitFor();
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('errors');
    if (scripts) expect(await axeViolations(page)).toEqual([]);
    expect(await page.getByRole('alert').textContent()).toContain(vi.error.summary(1));
    const question = page.getByRole('group', { name: 'Câu 1/7' });
    expect(await question.textContent()).toContain(vi.error.required(1));
    expect(await page.locator(`#${await question.getAttribute('aria-describedby')}`).textContent()).toBe(
      vi.error.required(1),
    );

    await page.getByRole('link', { name: vi.error.required(1) }).click();
    expect(await focused()).toBe('overall-5');
    expect((await page.getByText('Câu 1/7').boundingBox())?.y).toBeGreaterThanOrEqual(0);
    expect(await chosen()).toEqual(['access-2']);
    expect(await page.locator('#comment').inputValue()).toBe('\nDòng đầu để trống');
    expect(service.recorded).toBeUndefined();

    await choose('overall-1');
    await send();
    await thanked();
    expect(service.recorded).toMatchObject({ answers: { overall: 1, access: 2 }, comment: 'Dòng đầu để trống' });
  });

  test('a comment that is too long is refused with its length, and stays', async () => {
    await open({ scripts });
    await choose('overall-3');
    await page.locator('#comment').fill('ạ'.repeat(1_001));
    await send();
    await page.getByRole('alert').waitFor();
    expect(await page.locator('#comment-error').textContent()).toBe(vi.error.long(1_001));
    expect(await page.locator('#comment').inputValue()).toHaveLength(1_001);
    expect(await chosen()).toEqual(['overall-3']);
    await page.locator('#comment').fill('ngắn');
    await send();
    await thanked();
    expect(service.recorded?.comment).toBe('ngắn');
  });

  test('a double tap counts once', async () => {
    await open({ scripts });
    service.delay = 300;
    await choose('overall-5');
    await page.getByRole('button', { name: vi.send }).dblclick();
    await thanked();
    expect(service.recorded?.answers).toEqual({ overall: 5 });
    expect(new Set(service.posts.map(({ key }) => key)).size).toBe(1);
    if (scripts) expect(service.posts).toHaveLength(1);
  });

  test('a code that was used meanwhile says so', async () => {
    await open({ scripts });
    service.recorded = { key: 'someone-else', answers: {}, comment: '' };
    await choose('overall-5');
    await send();
    await heading().filter({ hasText: vi.answered.title }).waitFor();
    if (scripts) expect(await kept()).toBe(0);
  });

  test('the page speaks English where asked, and sends its language', async () => {
    await open({ scripts });
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('group', { name: 'Question 1 of 7' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await choose('overall-4');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await heading()
      .filter({ hasText: scripts ? words.en.thanks.title : vi.thanks.title })
      .waitFor();
    expect(service.posts[0]?.language).toBe('en');
  });
});

describe('the script', () => {
  test('shows the thank-you in place, with the focus on it, and leaves nothing on the device', async () => {
    await open();
    await choose('overall-5');
    expect(await kept()).toBe(1);
    await send();
    await thanked();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(vi.thanks.title);
    expect(await page.title()).toBe(vi.thanks.title);
    expect(await axeViolations(page)).toEqual([]);
    expect(await kept()).toBe(0);
    await page.reload();
    await thanked();
  });

  test('keeps what was chosen across a reload and a change of language, until it is deleted', async () => {
    await open();
    await choose('overall-2');
    await choose('officer-na');
    await page.locator('#comment').fill('Đang viết dở');
    await page.reload();
    await status(vi.draft);
    expect(await axeViolations(page)).toEqual([]);
    expect(await chosen()).toEqual(['overall-2', 'officer-na']);
    expect(await page.locator('#comment').inputValue()).toBe('Đang viết dở');
    await page.getByRole('link', { name: 'English' }).click();
    await status(words.en.draft);
    expect(await chosen()).toEqual(['overall-2', 'officer-na']);
    await page.getByRole('button', { name: words.en.discard }).click();
    expect(await chosen()).toEqual([]);
    expect(await focused()).toBe('overall-5');
    expect(await kept()).toBe(0);
    await page.reload();
    await page.getByRole('group', { name: 'Question 1 of 7' }).waitFor();
    expect(await chosen()).toEqual([]);
  });

  test('holds an answer while there is no network, and sends it once when it is back', async () => {
    await open();
    await choose('overall-4');
    await context.setOffline(true);
    await send();
    await status(vi.offline);
    expect(await page.locator('#overall-4').isDisabled()).toBe(true);
    expect(await axeViolations(page)).toEqual([]);
    expect(service.posts).toEqual([]);
    await context.setOffline(false);
    await thanked();
    const once = [expect.objectContaining({ key: 'key-of-visit-1', answers: { overall: 4 } })];
    expect(service.posts).toEqual(once);
    expect(await kept()).toBe(0);

    // What was acknowledged is not sent again when the network comes and goes.
    await context.setOffline(true);
    await context.setOffline(false);
    await page.evaluate(() => fetch(location.href));
    expect(service.posts).toEqual(once);
  });

  test('sends a held answer after the page was closed and the code scanned again, with the same key', async () => {
    await open();
    await choose('overall-4');
    await context.setOffline(true);
    await send();
    await status(vi.offline);
    await page.close();
    await context.setOffline(false);
    page = await context.newPage();
    await page.goto(origin + path.toUpperCase());
    await thanked();
    // The closing page may hear of the network too, before it is gone.
    expect(new Set(service.posts.map(({ key }) => key))).toEqual(new Set(['key-of-visit-1']));
    expect(new URL(page.url()).pathname).toBe(path);
  });

  test('waits as long as a busy server asks, says so, and sends again with the same key', async () => {
    await open();
    service.trouble = ['busy'];
    await choose('overall-4');
    await send();
    await status(vi.busy.replace('{s}', '1'));
    await thanked();
    expect(service.posts.map(({ key }) => key)).toEqual(['key-of-visit-1', 'key-of-visit-1']);
  });

  test('counts an answer once whose acknowledgement was lost on the way', async () => {
    await open();
    // A browser may try once more by itself, so it is lost twice.
    service.trouble = ['lost', 'lost'];
    await choose('overall-3');
    await send();
    await status(vi.offline);
    service.trouble = [];
    expect(service.recorded?.key).toBe('key-of-visit-1');
    await send();
    await thanked();
    expect(service.posts.length).toBeGreaterThan(1);
    expect(new Set(service.posts.map(({ key }) => key))).toEqual(new Set(['key-of-visit-1']));
  });

  test('does not take the page of a sign-in network for an acknowledgement', async () => {
    await open();
    service.trouble = ['hotel'];
    await choose('overall-3');
    await send();
    await status(vi.offline);
    expect(await kept()).toBeGreaterThan(0);
    await send();
    await thanked();
  });

  test('gives an answer after a discarded one a key of its own', async () => {
    await open();
    await choose('overall-3');
    await context.setOffline(true);
    await send();
    await status(vi.offline);
    await page.getByRole('button', { name: vi.discard }).click();
    expect(await kept()).toBe(0);
    await context.setOffline(false);
    await choose('overall-1');
    await send();
    await thanked();
    expect(service.posts).toHaveLength(1);
    expect(service.posts[0]).toMatchObject({ answers: { overall: 1 } });
    expect(service.posts[0]?.key).not.toBe('key-of-visit-1');
  });

  test('still delivers a held answer in the days after the code expired', async () => {
    await open();
    await choose('overall-4');
    await context.setOffline(true);
    await send();
    await status(vi.offline);
    service.standing = 'expired';
    await page.close();
    await context.setOffline(false);
    page = await context.newPage();
    await page.goto(origin + path);
    await thanked();
    expect(service.recorded?.answers).toEqual({ overall: 4 });
    expect(await kept()).toBe(0);
  });

  test('says that a held answer came too late, once, and deletes it', async () => {
    await open();
    await choose('overall-4');
    await context.setOffline(true);
    await send();
    await status(vi.offline);
    service.standing = 'expired-for-good';
    await context.setOffline(false);
    await page.getByText(vi.expired.kept).waitFor();
    expect(await kept()).toBe(0);
    await page.goto(origin + path);
    await heading().waitFor();
    expect(await page.getByText(vi.expired.kept).isVisible()).toBe(false);
  });

  test('promises nothing where the device refuses to keep it, and sends all the same', async () => {
    context = await browser.newContext();
    await context.addInitScript(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('refused', 'QuotaExceededError');
      };
    });
    page = await context.newPage();
    await page.goto(origin + path);
    await choose('overall-4');
    await context.setOffline(true);
    await send();
    await status(vi.offlineUnkept);
    await context.setOffline(false);
    await thanked();
    expect(service.posts).toHaveLength(1);
  });

  test('needs no network to name what is missing', async () => {
    await open();
    await context.setOffline(true);
    await choose('access-3');
    await send();
    await send();
    expect(await page.getByRole('alert').count()).toBe(1);
    expect(await page.getByText(vi.error.required(1)).count()).toBe(2);
  });

  test('clears a choice, and counts down the last characters of a comment', async () => {
    await open();
    await choose('access-3');
    await page.getByRole('group', { name: 'Câu 2/7' }).getByRole('button', { name: vi.clear }).click();
    expect(await chosen()).toEqual([]);
    expect(await focused()).toBe('access-3');

    await page.locator('#comment').fill('a'.repeat(990));
    await page.getByText('Còn 10 ký tự').waitFor();
    await page.locator('#comment').fill('a'.repeat(1_234));
    await page.getByText(vi.error.long(1_234)).waitFor();
  });

  test('in two tabs with one held answer delivers it once', async () => {
    await open();
    await choose('overall-4');
    await context.setOffline(true);
    await send();
    await status(vi.offline);
    const first = page;
    await context.setOffline(false);
    page = await context.newPage();
    await page.goto(origin + path);
    await thanked();
    await first.getByRole('heading', { level: 1, name: vi.thanks.title }).waitFor();
    expect(new Set(service.posts.map(({ key }) => key))).toEqual(new Set(['key-of-visit-1']));
  });
});

describe('on a device that many answer on', () => {
  beforeEach(() => {
    service.medium = 'kiosk';
  });

  test('nothing is kept, before or after the answer, and the address stays', async () => {
    await open({ address: `${path}?quay=3` });
    await choose('overall-2');
    await page.locator('#comment').fill('Đang viết dở');
    expect(await kept()).toBe(0);
    await page.reload();
    expect(await chosen()).toEqual([]);
    expect(await page.locator('#comment').inputValue()).toBe('');
    await choose('overall-4');
    await send();
    await thanked();
    expect(await kept()).toBe(0);
    expect(page.url()).toBe(`${origin}${path}?quay=3`);
  });

  test('without network the answer waits in the open page alone, which says so', async () => {
    await open();
    await choose('overall-4');
    await context.setOffline(true);
    await send();
    await status(vi.offlineUnkept);
    expect(await kept()).toBe(0);
    await context.setOffline(false);
    await thanked();
    expect(service.posts).toHaveLength(1);
  });
});

const everything = { perceptions: true, context: true, demographics: true };

describe.each([false, true])('longer forms, with scripts: %s', (scripts) => {
  test('the full form is filled in and sent by keyboard alone', async () => {
    service.choice = { form: 'full', ...everything };
    await open({ scripts });
    const { questions } = exampleSurvey('vi', service.choice).questionnaire;
    await page.locator('[id="overall-5"]').focus();
    await page.keyboard.press('Space');
    for (const { id } of questions.slice(1)) {
      // Hidden by the script until somebody says that it was late.
      if (scripts && id === 'apology') continue;
      for (let tabs = 0; !(await focused())?.startsWith(`${id}-`); tabs++) {
        expect(tabs, id).toBeLessThan(3);
        await page.keyboard.press('Tab');
      }
      await page.keyboard.press('Space');
    }
    do await page.keyboard.press('Tab');
    while ((await page.evaluate(() => document.activeElement?.getAttribute('type'))) !== 'submit');
    await page.keyboard.press('Enter');
    await thanked();
    expect(service.recorded?.answers).toEqual(
      Object.fromEntries(
        questions
          .filter(({ id }) => id !== 'apology')
          .map((question) => [question.id, question.type === 'likert5' ? 5 : question.options[0]?.id]),
      ),
    );
  });

  test('what went wrong is ticked after a low mark, and left out after a good one', async () => {
    service.choice = { form: 'short-with-why' };
    await open({ scripts });
    await choose('overall-2');
    await choose('officer-1');
    if (!scripts) await page.getByText(vi.lowmark).nth(2).click();
    await choose('why.officer.guidance-once-yes');
    await choose('why.officer.compliance-yes');
    await choose('access-2');
    if (!scripts) await page.getByText(vi.lowmark).first().click();
    await choose('why.access.signage-yes');
    await choose('access-4');
    await send();
    await thanked();
    expect(service.recorded?.answers).toEqual({
      overall: 2,
      access: 4,
      officer: 1,
      'why.officer.guidance-once': 'yes',
      'why.officer.compliance': 'yes',
    });
  });

  test('after a refusal what was ticked is open and ticked, and so is a question that waits', async () => {
    service.choice = { form: 'short-with-why', perceptions: true };
    await open({ scripts });
    await choose('access-1');
    if (!scripts) await page.getByText(vi.lowmark).first().click();
    await choose('why.access.equipment-yes');
    await choose('timeliness-late');
    await choose('apology-none');
    await page.locator('#comment').fill('ạ'.repeat(1_001));
    await send();
    await page.getByRole('alert').waitFor();
    expect(await chosen()).toEqual(['access-1', 'why.access.equipment-yes', 'timeliness-late', 'apology-none']);
    expect(await page.locator('[id="why.access.equipment-yes"]').isVisible()).toBe(true);
    expect(await page.locator('#apology-none').isVisible()).toBe(true);
  });
});

describe('with scripts, what waits for an answer', () => {
  const why = (element: string) => page.locator('details', { has: page.locator(`[id="${element}-why"]`) });
  const isOpen = (element: string) => why(element).evaluate((one) => (one as HTMLDetailsElement).open);

  beforeEach(() => {
    service.choice = { form: 'short-with-why', perceptions: true };
  });

  test('is hidden until then, and again once the answer is another', async () => {
    await open();
    const apology = page.getByRole('group', { name: /Nếu trễ hẹn/ });
    expect([await why('access').isVisible(), await apology.isVisible()]).toEqual([false, false]);
    for (const [mark, visible] of [
      [3, false],
      [2, true],
      [1, true],
      [4, false],
    ] as const) {
      await choose(`access-${mark}`);
      expect([mark, await why('access').isVisible()]).toEqual([mark, visible]);
    }
    await choose('access-1');
    await choose('timeliness-late');
    expect([await why('access').isVisible(), await apology.isVisible()]).toEqual([true, true]);
    expect(await why('officer').isVisible()).toBe(false);
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('group', { name: 'Câu 2/11' }).getByRole('button', { name: vi.clear }).click();
    expect(await why('access').isVisible()).toBe(false);
  });

  test('opens without taking the focus, and stays folded once it was folded', async () => {
    await open();
    await choose('access-2');
    expect([await isOpen('access'), await focused()]).toEqual([true, 'access-2']);
    await page.getByText(vi.lowmark).first().click();
    expect(await isOpen('access')).toBe(false);
    await choose('officer-5');
    await choose('access-1');
    await page.locator('#comment').fill('Chỗ ngồi');
    expect(await isOpen('access')).toBe(false);
  });

  test('is there again, with its ticks, after a reload; and gone when all is deleted', async () => {
    await open();
    await choose('feedback-1');
    await choose('why.feedback.informed-yes');
    await page.reload();
    await status(vi.draft);
    expect(await chosen()).toEqual(['feedback-1', 'why.feedback.informed-yes']);
    expect(await isOpen('feedback')).toBe(true);
    await page.getByRole('button', { name: vi.discard }).click();
    expect([await chosen(), await why('feedback').isVisible()]).toEqual([[], false]);
  });

  test('can’t be ticked while an answer waits for the network', async () => {
    await open();
    await choose('overall-1');
    await choose('result-1');
    await choose('why.result.on-time-yes');
    await context.setOffline(true);
    await send();
    await status(vi.offline);
    expect(await page.locator('[id="why.result.on-time-yes"]').isDisabled()).toBe(true);
    await context.setOffline(false);
    await thanked();
    expect(service.recorded?.answers).toEqual({ overall: 1, result: 1, 'why.result.on-time': 'yes' });
  });
});
