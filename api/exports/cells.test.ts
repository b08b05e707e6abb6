import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at, column, count, decimal, intervalFormulas, percent, sumOf, target } from './cells.ts';

test.each([
  [0, 'A'],
  [25, 'Z'],
  [26, 'AA'],
  [51, 'AZ'],
  [52, 'BA'],
  [701, 'ZZ'],
  [702, 'AAA'],
])('column %i is %s', (index, name) => {
  expect(column(index)).toBe(name);
});

test('addresses and sums count rows from 1', () => {
  expect([at(0, 1), at(27, 12), sumOf(2, 8, 11)]).toEqual(['A1', 'AB12', 'SUM(C8:C11)']);
});

describe('a percent', () => {
  test.each([
    [95, 0.95, '0.0%_)', 'ROUND(E5/D5,3)'],
    [94.8, 0.948, '0.0%_)', 'ROUND(E5/D5,3)'],
    [94.96, 0.9496, '0.00%_)', 'ROUND(E5/D5,4)'],
    [94.9999, 0.949999, '0.0000%_)', 'ROUND(E5/D5,6)'],
    [100, 1, '0.0%_)', 'ROUND(E5/D5,3)'],
    [0, 0, '0.0%_)', 'ROUND(E5/D5,3)'],
    [0.0000001, 0.000000001, '0.0000000%_)', 'ROUND(E5/D5,9)'],
  ])('shown as %d is %d in %s by %s', (shown, value, format, formula) => {
    expect(percent(shown, 'E5/D5')).toEqual({ value, look: 'figure', format, formula });
  });

  test('that needs more places than a spreadsheet rounds to has no formula', () => {
    expect(percent(94.99999999999, 'E5/D5')).toMatchObject({ value: 0.9499999999999, format: '0.00000000000%_)' });
    expect(percent(94.99999999999, 'E5/D5').formula).toBeUndefined();
  });

  test('is the very number that its digits say', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (tenThousandths) => {
        const shown = tenThousandths / 10_000;
        expect(percent(shown).value).toBe(Number((tenThousandths / 1_000_000).toFixed(6)));
      }),
    );
  });
});

test('without a value there is no formula', () => {
  for (const cell of [percent(null, 'E5/D5'), count(null, 'SUM(A1:A2)'), decimal(null, 2, 'A1')]) {
    expect(cell.value).toBeNull();
    expect(cell.formula).toBeUndefined();
  }
});

test.each([
  [95, 0.95, '0%_)'],
  [97.5, 0.975, '0.0#%_)'],
  [null, null, '0.0#%_)'],
])('a target of %s is %s as %s', (shown, value, format) => {
  expect(target(shown)).toMatchObject({ value, format });
});

test('the interval’s ends are 0 and 1 where nobody and everybody is satisfied', () => {
  expect(intervalFormulas('G8', 'F8')).toEqual({
    low: 'IF(G8=0,0,_xlfn.BETA.INV(0.025,G8,F8-G8+1))',
    high: 'IF(G8=F8,1,_xlfn.BETA.INV(0.975,G8+1,F8-G8))',
  });
});
