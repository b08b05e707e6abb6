import { expect, test } from 'vitest';
import type { LocalDate } from '../../db/vocabulary.ts';
import { isHappeningNow } from './hand-over.ts';

const now = new Date('2025-08-20T03:00:00Z');
const today = '2025-08-20' as LocalDate;
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString();

test.each([
  ['2025-08-20', null, true],
  ['2025-08-20', undefined, true],
  ['2025-08-20', '2025-08-20T09:59:00+07:00', true],
  ['2025-08-20', ago(9), true],
  ['2025-08-20', ago(10), false],
  ['2025-08-20', ago(-1), true],
  ['2025-08-19', null, false],
  [null, null, false],
] as const)('a case closed on %s, last changed %s, is being handed over: %s', (closedOn, updatedAt, expected) => {
  const event = { closedOn: closedOn as LocalDate | null, updatedAt };
  expect(isHappeningNow(event, { now, today })).toBe(expected);
});
