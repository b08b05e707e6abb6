import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { verdict } from './verdict.ts';
import {
  atLeastOne,
  isWrong,
  judgements,
  type VerdictErrorRow,
  type VerdictErrors,
  verdictChances,
  verdictErrors,
  verdictErrorTable,
} from './verdict-errors.ts';

const targets = [90, 95];
const allAnswers = Array.from({ length: 1996 }, (_, index) => index + 5);

describe('how likely each verdict is', () => {
  // By hand: of 6 tosses against 50 %, all heads (1 ÷ 64) is certainly met, none certainly missed, three or more met.
  test('six tosses of a coin against 50 %', () => {
    const chances = verdictChances({ answered: 6, truePercent: 50, targetPercent: 50 });
    expect(judgements.map((judgement) => 64 * chances[judgement])).toEqual([1, 41, 21, 1].map(near));
  });

  test('400 answers at a true rate of 95 % against 95 %', () => {
    const chances = verdictChances({ answered: 400, truePercent: 95, targetPercent: 95 });
    expect(judgements.map((judgement) => (100 * chances[judgement]).toFixed(2))).toEqual([
      '1.90',
      '54.01',
      '42.19',
      '1.90',
    ]);
  });

  // The one place where the verdict is reckoned by another road: here by the binomial, there by the beta quantile.
  test('equals the verdicts of all counts, each with its probability', () => {
    for (const targetPercent of targets) {
      for (const answered of [5, 35, 36, 71, 72, 100, 265]) {
        const chances = verdictChances({ answered, truePercent: 80, targetPercent });
        const sums = { met: 0, 'met-uncertain': 0, 'missed-uncertain': 0, missed: 0, insufficient: 0, 'no-target': 0 };
        for (let satisfied = 0; satisfied <= answered; satisfied++) {
          sums[verdict({ satisfied, answered }, targetPercent, 5)] += probability(satisfied, answered, 0.8);
        }
        for (const judgement of judgements) expect(chances[judgement]).toBeCloseTo(sums[judgement], 11);
      }
    }
  });

  test('they add up to 1, and a higher true rate makes met likelier and missed less so', () => {
    fc.assert(
      fc.property(situations, fc.double({ min: 0, max: 100, noNaN: true }), (situation, other) => {
        const chances = verdictChances(situation);
        const sum = judgements.reduce((total, judgement) => total + chances[judgement], 0);
        expect(sum).toBeCloseTo(1, 11);
        for (const judgement of judgements) expect(chances[judgement]).toBeGreaterThanOrEqual(-1e-12);
        const [lower, higher] = [situation.truePercent, other]
          .sort((a, b) => a - b)
          .map((truePercent) => verdictChances({ ...situation, truePercent }));
        expect(higher?.met).toBeGreaterThanOrEqual((lower?.met ?? 1) - 1e-12);
        expect(higher?.missed).toBeLessThanOrEqual((lower?.missed ?? 0) + 1e-12);
      }),
    );
  });

  test.each([
    [0.5, 95, 95],
    [10, 101, 95],
    [10, 95, 95.001],
    [10, 95, -1],
  ])('%d answers, a true rate of %d and a target of %d are refused', (answered, truePercent, targetPercent) => {
    expect(() => verdictChances({ answered, truePercent, targetPercent })).toThrow(RangeError);
  });
});

describe('how often a verdict is wrong', () => {
  test.each([
    ['met', 94.9, true],
    ['met-uncertain', 94.9, true],
    ['missed-uncertain', 94.9, false],
    ['missed', 94.9, false],
    // “95% trở lên” includes 95 % itself.
    ['met', 95, false],
    ['met-uncertain', 95, false],
    ['missed-uncertain', 95, true],
    ['missed', 95, true],
  ] as const)('%s at a true rate of %d against 95 is wrong: %s', (judgement, truePercent, expected) => {
    expect(isWrong(judgement, { answered: 100, truePercent, targetPercent: 95 })).toBe(expected);
  });

  // What the pages promise: “Xác suất kết luận sai do ngẫu nhiên không quá 2,5%.”
  test.each([-2, -1, -1e-9, 0, 1, 2])(
    'a certain verdict is wrong at most 2.5 percent of the time, for 5 to 2,000 answers, %d points from the target',
    (offset) => {
      for (const targetPercent of targets) {
        const truePercent = targetPercent + offset;
        for (const answered of allAnswers) {
          const { certain, any } = verdictErrors({ answered, truePercent, targetPercent });
          expect(certain).toBeLessThanOrEqual(0.025);
          expect(any).toBeGreaterThanOrEqual(certain);
        }
      }
    },
  );

  test('against any target and true rate it is no different', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        expect(verdictErrors(situation).certain).toBeLessThanOrEqual(0.025);
      }),
    );
  });

  test.each([
    [0.025, 10, 0.2237],
    [0.025, 1, 0.025],
    [0, 10, 0],
    [1, 3, 1],
  ])('each wrong with chance %d, at least one of %i is with %d', (chance, fields, expected) => {
    expect(atLeastOne(chance, fields)).toBeCloseTo(expected, 4);
  });
});

describe('the table on the method page', () => {
  const sizes = [30, 100, 400, 1000, 2000];

  test('leaves out true rates that can’t be', () => {
    const rates = verdictErrorTable(99, [5]).map(({ truePercent }) => Math.round(truePercent));
    expect(rates).toEqual([97, 98, 99, 99, 100]);
  });

  test.each(targets)('against %i % stands in docs/methodology.md as computed', async (targetPercent) => {
    const page = await readFile(join(import.meta.dirname, '../../docs/methodology.md'), 'utf8');
    const rows = verdictErrorTable(targetPercent, sizes).map((row) => written(row, targetPercent));
    for (const row of rows) expect(page).toContain(row);
  });
});

function written({ truePercent, isJustUnder, bySize, worst }: VerdictErrorRow, targetPercent: number): string {
  const rate = isJustUnder ? `just under ${targetPercent} %` : `${truePercent} %`;
  const wrong = truePercent < targetPercent ? 'met' : 'not met';
  const percent = (chance: number, decimals: number) => (100 * chance).toFixed(decimals);
  const cell = ({ certain, any }: VerdictErrors) => `${percent(certain, 2)} (${percent(any, 1)})`;
  const ten = percent(atLeastOne(worst.certain, 10), 1);
  return `| ${[rate, wrong, ...bySize.map(cell), `${percent(worst.certain, 2)}, ${worst.answered}`, ten].join(' | ')} |`;
}

function near(expected: number) {
  return expect.closeTo(expected, 10);
}

/** By logarithms of factorials, unlike the code. */
function probability(k: number, n: number, p: number): number {
  const logChoose = logFactorial(n) - logFactorial(k) - logFactorial(n - k);
  return Math.exp(logChoose + k * Math.log(p) + (n - k) * Math.log1p(-p));
}

function logFactorial(n: number): number {
  return Array.from({ length: n }, (_, index) => Math.log(index + 1)).reduce((sum, log) => sum + log, 0);
}

const situations = fc.record({
  answered: fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 20_000 })),
  truePercent: fc.double({ min: 0, max: 100, noNaN: true }),
  targetPercent: fc.integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100),
});
