import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { devices, type Page } from 'playwright-core';
import { startDemo } from './demo/running-demo.ts';
import { smallPng } from './screenshots/small-png.ts';
import { projectFolder } from './stale.ts';
import { launchBrowser } from './testing/browser.ts';

/** Takes the README's pictures anew: of a demonstration, which they say themselves. */
const folder = join(projectFolder, 'docs', 'pictures');
const largest = 200_000;

mkdirSync(folder, { recursive: true });
const [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
try {
  const phone = await browser.newPage({ ...phoneView(), locale: 'vi-VN' });
  await phone.goto(demo.survey);
  // Down to the last step of the first question.
  const last = await phone.locator('#overall-1 + span').boundingBox();
  await phone.setViewportSize({ width: 360, height: Math.ceil((last?.y ?? 0) + (last?.height ?? 0)) + 24 });
  await take(phone, 'survey.png');

  const desk = await browser.newPage({ viewport: { width: 1280, height: 1000 }, locale: 'vi-VN' });
  await desk.goto(`${demo.origin}/admin/results`);
  await desk.getByLabel('Tên đăng nhập').fill('lanhdao');
  await desk.locator('input[type=password]').fill(demo.passwordOf('lanhdao'));
  await desk.getByRole('button', { name: 'Đăng nhập' }).click();
  await desk.getByRole('table').first().waitFor();
  await desk.waitForLoadState('networkidle');
  await take(desk, 'results.png');
} finally {
  await browser.close();
  await demo.stop();
}

async function take(page: Page, name: string): Promise<void> {
  const path = join(folder, name);
  const picture = smallPng(await page.screenshot({ animations: 'disabled', caret: 'hide' }));
  writeFileSync(path, picture);
  console.log(`${relative(projectFolder, path)}: ${Math.ceil(picture.length / 1000)} kB`);
  if (picture.length > largest) throw new Error(`${name} is larger than ${largest / 1000} kB.`);
}

/** 360 pixels wide, as most phones are, and sharp. */
function phoneView() {
  const { userAgent, isMobile, hasTouch } = devices['Galaxy S9+'] ?? {};
  return {
    viewport: { width: 360, height: 740 },
    deviceScaleFactor: 2,
    ...(userAgent && { userAgent, isMobile, hasTouch }),
  };
}
