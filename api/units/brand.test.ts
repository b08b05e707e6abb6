import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  brandFrom,
  type Colour,
  contrast,
  contrastFault,
  defaultPalette,
  pageGround,
  paletteFrom,
  readableShade,
  readColour,
  shownRatio,
} from './brand.ts';

const anyColour = fc
  .integer({ min: 0, max: 0xff_ff_ff })
  .map((value): Colour => `#${value.toString(16).padStart(6, '0')}`);

// Ratios as the W3C's own examples and common checkers print them.
test.each<[Colour, Colour, number]>([
  ['#000000', '#ffffff', 21],
  ['#ffffff', '#ffffff', 1],
  ['#777777', '#ffffff', 4.47],
  ['#767676', '#ffffff', 4.54],
  ['#949494', '#ffffff', 3.03],
  ['#ff0000', '#ffffff', 3.99],
  ['#0000ff', '#ffffff', 8.59],
  ['#ffcd00', '#ffffff', 1.5],
  ['#0b4f6c', '#ffffff', 8.93],
])('%s on %s has a contrast of %d', (one, other, expected) => {
  expect(shownRatio(contrast(one, other))).toBe(expected);
  expect(contrast(other, one)).toBe(contrast(one, other));
});

test.each<[Colour, string | undefined]>([
  ['#0b4f6c', undefined],
  ['#c8102e', undefined],
  ['#767676', undefined],
  ['#777777', 'text 4.47 < 4.5'],
  ['#da251d', undefined],
  ['#ffcd00', 'text 1.5 < 4.5'],
  ['#ffffff', 'text 1 < 4.5'],
])('%s as main colour: %s', (colour, expected) => {
  const fault = contrastFault(colour);
  expect(fault && `${fault.use} ${shownRatio(fault.ratio)} < ${fault.least}`).toBe(expected);
});

test('a ratio is never shown as one that it has not reached', () => {
  expect(shownRatio(4.499)).toBe(4.49);
  expect(shownRatio(4.5)).toBe(4.5);
});

describe('whatever the colour,', () => {
  test('what passes can be read on the page, on buttons, and around what is chosen, and so can the words there', () => {
    fc.assert(
      fc.property(anyColour, (colour) => {
        if (contrastFault(colour)) return;
        const { main, ink, tint } = paletteFrom(colour);
        expect(contrast(main, pageGround)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(ink, main)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(main, tint)).toBeGreaterThanOrEqual(3);
        // The page's own ink, on the ground of what is chosen.
        expect(contrast('#1b2429', tint)).toBeGreaterThanOrEqual(7);
      }),
    );
  });

  test('the shade that is offered passes, and is the colour itself where that does', () => {
    fc.assert(
      fc.property(anyColour, (colour) => {
        const shade = readableShade(colour);
        expect(contrastFault(shade)).toBeUndefined();
        if (!contrastFault(colour)) expect(shade).toBe(colour);
      }),
    );
  });
});

test('without a colour of its own, a unit looks as the service does', () => {
  expect(paletteFrom(null)).toEqual(defaultPalette);
  expect(paletteFrom(defaultPalette.main)).toEqual(defaultPalette);
});

test.each([
  [' #C8102E ', '#c8102e'],
  ['#c8102e', '#c8102e'],
  ['c8102e', undefined],
  ['#c81', undefined],
  ['red', undefined],
  ['#c8102e;}', undefined],
  ['', undefined],
])('%j is read as the colour %s', (text, expected) => {
  expect(readColour(text)).toBe(expected);
});

test('an emblem’s address changes with the picture, and there is none without one', () => {
  const row = { unitCode: 'thuy-nguyen', colour: null, emblemTag: '0123456789abcdef', emblemWidth: 3, emblemHeight: 2 };
  expect(brandFrom(row)).toEqual({
    colour: null,
    emblem: { address: '/bieu-trung/thuy-nguyen/0123456789abcdef', width: 3, height: 2 },
  });
  const nothing = { unitCode: 'a', colour: null, emblemTag: null, emblemWidth: null, emblemHeight: null };
  expect(brandFrom(nothing)).toEqual({ colour: null, emblem: null });
});
