import type { Page } from 'playwright-core';
import { words } from '../../survey-web/words.ts';

const { vi } = words;

/** What a person does on the survey page, in Vietnamese, and what they then see. */
export const surveyHands = (page: Page) => ({
  choose: (id: string) => page.locator(`label:has([id="${id}"]) span`).click(),
  send: () => page.getByRole('button', { name: vi.send }).click(),
  thanked: () => page.getByRole('heading', { level: 1, name: vi.thanks.title }).waitFor(),
  /** Waits for a sentence in the line above the button that sends. */
  told: (sentence: string) => page.getByRole('status').filter({ hasText: sentence }).waitFor(),
  chosen: () => page.locator(':checked').evaluateAll((all) => all.map((one) => one.id)),
  focused: () => page.evaluate(() => document.activeElement?.id),
  /** How many things the device keeps for the page. */
  kept: () => page.evaluate(() => localStorage.length + sessionStorage.length),
});
