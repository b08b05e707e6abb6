import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { atLeast, atMost, binomial } from './binomial.ts';
import { funnelLimits, funnelPlace } from './funnel.ts';
import { verdict } from './verdict.ts';

describe('the control limits', () => {
  // Six tosses of a coin: none (1 ÷ 64) is beyond 2.5 %, one (7 ÷ 64 together) is not. Between 0 and 1 head the limit lies
  // where the line from 1/64 to 7/64 passes 2.5 %, at 0.1 heads; 99.8 % can't be passed at all.
  test('of six tosses around 50 %, by hand', () => {
    const { inner, outer } = funnelLimits(6, 50);
    expect(inner.low).toBeCloseTo(10 / 6, 10);
    expect(inner.high).toBeCloseTo(100 - 10 / 6, 10);
    expect(outer).toEqual({ low: 0, high: 100 });
  });

  test.each([
    // Around 95 % with few answers nobody can be too good.
    [20, 95, '80.8', '100.0', '71.5', '100.0'],
    [100, 95, '89.8', '99.4', '86.5', '100.0'],
    [400, 95, '92.6', '97.2', '91.2', '98.2'],
    [2000, 95, '94.0', '96.0', '93.4', '96.5'],
  ])('of %i answers around %d %%', (answered, centre, low, high, farLow, farHigh) => {
    const { inner, outer } = funnelLimits(answered, centre);
    expect([inner.low, inner.high, outer.low, outer.high].map((each) => each.toFixed(1))).toEqual([
      low,
      high,
      farLow,
      farHigh,
    ]);
  });

  test('lie within 0 to 100 around the centre, outer beyond inner, and mirror with the centre', () => {
    fc.assert(
      fc.property(sizes, centres, (answered, centre) => {
        const { inner, outer } = funnelLimits(answered, centre);
        const inOrder = [0, outer.low, inner.low, inner.high, outer.high, 100];
        expect(inOrder.toSorted((a, b) => a - b)).toEqual(inOrder);
        // A whole count to each side of the centre is always inside.
        expect(inner.low).toBeLessThanOrEqual(centre + 100 / answered);
        expect(inner.high).toBeGreaterThanOrEqual(centre - 100 / answered);
        const mirrored = funnelLimits(answered, 100 - centre);
        expect(mirrored.inner.low).toBeCloseTo(100 - inner.high, 6);
        expect(mirrored.outer.high).toBeCloseTo(100 - outer.low, 6);
      }),
    );
  });

  test('come closer as answers grow tenfold', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 10_000 }), centres, (answered, centre) => {
        const [few, many] = [funnelLimits(answered, centre), funnelLimits(10 * answered, centre)];
        expect(many.inner.high - many.inner.low).toBeLessThan(few.inner.high - few.inner.low);
        expect(many.outer.high - many.outer.low).toBeLessThan(few.outer.high - few.outer.low);
      }),
    );
  });
});

describe('the place of a unit', () => {
  test.each([
    [340, 400, 'far-below'],
    [370, 400, 'below'],
    [371, 400, 'inside'],
    [388, 400, 'inside'],
    [389, 400, 'above'],
    [400, 400, 'far-above'],
    [17, 20, 'inside'],
    [20, 20, 'inside'],
    [0, 1, 'inside'],
  ] as const)('%i of %i around 95 %% is %s', (satisfied, answered, expected) => {
    expect(funnelPlace({ satisfied, answered }, 95)).toBe(expected);
  });

  test('is outside exactly where its dot lies beyond the line', () => {
    fc.assert(
      fc.property(units, centres, ({ satisfied, answered }, centre) => {
        const { inner, outer } = funnelLimits(answered, centre);
        const place = funnelPlace({ satisfied, answered }, centre);
        const percent = (100 * satisfied) / answered;
        expect(place.endsWith('below')).toBe(percent < inner.low);
        expect(place.endsWith('above')).toBe(percent > inner.high);
        expect(place.startsWith('far')).toBe(percent < outer.low || percent > outer.high);
      }),
    );
  });

  test('around a target is outside exactly where the verdict is certain', () => {
    fc.assert(
      fc.property(units, fc.integer({ min: 1, max: 9_999 }), (unit, hundredths) => {
        const found = verdict(unit, hundredths / 100, 1);
        const place = funnelPlace(unit, hundredths / 100);
        expect(place.endsWith('above')).toBe(found === 'met');
        expect(place.endsWith('below')).toBe(found === 'missed');
      }),
    );
  });

  test('is beyond a limit by chance no more often than promised', () => {
    fc.assert(
      fc.property(sizes, centres, (answered, centre) => {
        const distribution = binomial(answered, centre / 100);
        const { inner, outer } = funnelLimits(answered, centre);
        for (const [limits, most] of [
          [inner, 0.025],
          [outer, 0.001],
        ] as const) {
          const below = Math.ceil((limits.low / 100) * answered - 1e-9) - 1;
          const above = Math.floor((limits.high / 100) * answered + 1e-9) + 1;
          expect(atMost(distribution, below)).toBeLessThanOrEqual(most);
          expect(atLeast(distribution, above)).toBeLessThanOrEqual(most);
        }
      }),
    );
  });
});

test.each([
  [0, 95],
  [2.5, 95],
  [10, 101],
  [10, -1],
])('there are no limits for %d answers around %d', (answered, centre) => {
  expect(() => funnelLimits(answered, centre)).toThrow(RangeError);
});

const sizes = fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 20_000 }));
const centres = fc.double({ min: 1, max: 99, noNaN: true });
const units = sizes.chain((answered) => fc.record({ satisfied: fc.nat(answered), answered: fc.constant(answered) }));
