import { describe, expect, test } from 'vitest';
import { countOf } from '../api/satisfaction/rollup.ts';
import { figures } from '../api/satisfaction/satisfaction.ts';
import type { Group } from './client.ts';
import { heldAgainst } from './held-against.ts';
import { textsIn } from './language.ts';
import { changeSentence, changesOf, missingAnswers, missingSentence, sortOut, withFewAnswers } from './overview.ts';

const vi = textsIn('vi');
const en = textsIn('en');
const minimum = 5;

/** A field with so many satisfied of so many answers, as the service would judge it. */
function field(key: string, satisfied: number, answered: number, targetPercent: number | null = 95): Group {
  const count = countOf([answered - satisfied, 0, 0, 0, satisfied], { closed: answered });
  return {
    key,
    name: key,
    ...figures(count, { targetPercent, fewest: minimum }),
    levels: [...count.levels],
    target: targetPercent === null ? null : heldAgainst(targetPercent),
    provisional: false,
  };
}

const fields = {
  certainlyMet: field('Chứng thực', 400, 400),
  looksFine: field('Hộ tịch', 30, 30),
  missed: field('Đất đai', 50, 100),
  perhapsMissed: field('Xây dựng', 27, 30),
  tooFew: field('Đầu tư', 4, 4),
  noTarget: field('Khác', 30, 30, null),
};

test('fields are sorted out by what is to be done: certainly below, perhaps below, only looking fine, the others', () => {
  const sorted = sortOut(Object.values(fields));
  const names = (groups: readonly Group[]) => groups.map(({ name }) => name);
  expect(names(sorted.below)).toEqual(['Đất đai', 'Xây dựng']);
  expect(names(sorted.looksFine)).toEqual(['Hộ tịch']);
  expect(names(sorted.others)).toEqual(['Chứng thực', 'Đầu tư', 'Khác']);
});

describe('how many answers are missing', () => {
  test.each([
    // 72 are the fewest that make 95 % certain where everybody is satisfied.
    ['looksFine', 42, 'Nếu tỷ lệ giữ nguyên, thêm 42 phiếu nữa thì chắc chắn.'],
    ['certainlyMet', undefined, undefined],
    ['missed', undefined, undefined],
    ['tooFew', undefined, undefined],
    ['noTarget', undefined, undefined],
  ] as const)('of %s: %s', (name, missing, sentence) => {
    expect(missingAnswers(fields[name], minimum)).toBe(missing);
    expect(missingSentence(fields[name], minimum, vi)).toBe(sentence);
  });

  test('nothing makes a rate certain that equals its target', () => {
    const atTarget = field('x', 19, 20);
    expect(missingAnswers(atTarget, minimum)).toBeNull();
    expect(missingSentence(atTarget, minimum, vi)).toBe(
      'Tỷ lệ sát chỉ tiêu: dù thêm 10.000 phiếu cũng chưa chắc chắn.',
    );
  });

  test('a number that nobody could ask for is not said', () => {
    const close = field('x', 20, 21);
    expect(missingAnswers(close, minimum)).toBeGreaterThan(10_000);
    expect(missingSentence(close, minimum, en)).toBe(
      'The rate is close to the target: even 10,000 more answers would not make it certain.',
    );
  });

  test('English tells one from many', () => {
    expect(missingSentence(field('x', 71, 71), minimum, en)).toBe(
      'At the same rate, 1 more answer would make it certain.',
    );
    expect(missingSentence(field('x', 70, 70), minimum, en)).toBe(
      'At the same rate, 2 more answers would make it certain.',
    );
  });
});

test('few answers are those that could not be certainly met however satisfied everybody is', () => {
  const few = [field('71', 71, 71), field('72', 72, 72), field('35', 35, 35, 90), field('36', 36, 36, 90)];
  expect(withFewAnswers([...few, fields.noTarget, field('0', 0, 0)]).map(({ name }) => name)).toEqual([
    '71',
    '35',
    '0',
  ]);
  expect(withFewAnswers([field('missed', 5, 30)])).toEqual([]);
});

describe('what changed', () => {
  const before = [
    field('up', 50, 100),
    field('same', 30, 30),
    field('down', 190, 200),
    field('gone', 5, 5),
    field('none', 0, 0),
  ];
  const now = [
    field('same', 30, 30),
    field('up', 90, 100),
    field('down', 100, 200),
    field('new', 5, 5),
    field('none', 9, 9),
  ];
  const found = changesOf(before, now);

  test('comes with what fell clearly first, and leaves out what has answers in one period only', () => {
    expect(found.map(({ name, change }) => [name, change.trend])).toEqual([
      ['down', 'down'],
      ['up', 'up'],
      ['same', 'unclear'],
    ]);
  });

  test.each([
    ['down', 'Giảm rõ, giảm 45,0 điểm phần trăm', 'Clearly down, down 45.0 percentage points'],
    ['up', 'Tăng rõ, tăng 40,0 điểm phần trăm', 'Clearly up, up 40.0 percentage points'],
    ['same', 'Chưa thấy khác rõ, không đổi', 'No clear change, the same'],
  ])('is said in words: %s', (name, inVietnamese, inEnglish) => {
    const one = found.find((candidate) => candidate.name === name);
    expect(one && changeSentence(one.change, vi)).toContain(`${inVietnamese} (khoảng tin cậy từ `);
    expect(one && changeSentence(one.change, en)).toContain(`${inEnglish} (interval `);
  });

  test('shows the ends of the interval with their signs', () => {
    expect(changeSentence({ points: -2.1, low: -4, high: 0.5, trend: 'unclear' }, vi)).toBe(
      'Chưa thấy khác rõ, giảm 2,1 điểm phần trăm (khoảng tin cậy từ −4,0 đến +0,5).',
    );
  });
});
