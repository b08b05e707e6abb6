import { expect, test } from 'vitest';
import type { Group } from './client.ts';
import { readSort, sorted, writeSort } from './group-order.ts';
import { heldAgainst } from './held-against.ts';

const group = (name: string, facts: Partial<Group> = {}): Group => ({
  key: name,
  name,
  closed: 100,
  answered: 50,
  satisfied: 48,
  percent: 96,
  low: 86.3,
  high: 99.5,
  mean: 4.6,
  levels: [1, 0, 1, 10, 38],
  target: heldAgainst(95),
  verdict: 'met',
  flagged: false,
  provisional: false,
  held: false,
  pooled: false,
  ...facts,
});

const fields = [
  group('Hộ tịch'),
  group('Đất đai', { percent: 80, verdict: 'missed', flagged: true, target: heldAgainst(90) }),
  group('Cư trú', { percent: 96.5, verdict: 'met-uncertain' }),
  group('Bảo trợ xã hội', { percent: 92, verdict: 'missed-uncertain', flagged: true }),
  group('Đầu tư', { answered: 0, satisfied: 0, percent: null, low: null, high: null, verdict: 'insufficient' }),
  group('Chứng thực', { percent: 99, answered: 90 }),
  group('Ánh sáng', { verdict: 'no-target', target: null }),
];
const names = (rows: readonly Group[]) => rows.map(({ name }) => name);

test('flagged fields come first, the certain ones before; then uncertain ones; then the rest by name', () => {
  expect(names(sorted(fields, undefined))).toEqual([
    'Đất đai',
    'Bảo trợ xã hội',
    'Cư trú',
    'Ánh sáng',
    'Chứng thực',
    'Đầu tư',
    'Hộ tịch',
  ]);
});

test('names follow the Vietnamese alphabet, in which Đ comes after D', () => {
  const rows = ['Đất đai', 'Dân tộc', 'Y tế', 'Ẩm thực', 'Âm nhạc', 'An toàn'].map((name) => group(name));
  expect(names(sorted(rows, { key: 'name', down: false }))).toEqual([
    'An toàn',
    'Âm nhạc',
    'Ẩm thực',
    'Dân tộc',
    'Đất đai',
    'Y tế',
  ]);
});

test('what has no value stands last, whichever way round', () => {
  expect(names(sorted(fields, { key: 'percent', down: true })).at(-1)).toBe('Đầu tư');
  expect(names(sorted(fields, { key: 'percent', down: false })).at(-1)).toBe('Đầu tư');
  expect(names(sorted(fields, { key: 'percent', down: true }))[0]).toBe('Chứng thực');
  expect(names(sorted(fields, { key: 'target', down: false }))[0]).toBe('Đất đai');
  expect(names(sorted(fields, { key: 'verdict', down: false })).slice(0, 3)).toEqual([
    'Đất đai',
    'Bảo trợ xã hội',
    'Cư trú',
  ]);
});

test.each([
  ['percent', { key: 'percent', down: false }],
  ['-coverage', { key: 'coverage', down: true }],
  ['', undefined],
  ['-', undefined],
  ['levels', undefined],
  [null, undefined],
])('the URL’s “%s” means %o', (text, expected) => {
  expect(readSort(text)).toEqual(expected);
  if (expected && text) expect(writeSort(readSort(text) ?? { key: 'name', down: false })).toBe(text);
});
