import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Token, UnitId } from '../../db/vocabulary.ts';
import {
  groupToken,
  hashToken,
  looksLikeCaseCode,
  missingCharacters,
  readToken,
  tokenAlphabet,
  tokenFor,
  unitOfTag,
  unitTag,
} from './token.ts';

const unit = (number: number) => number as UnitId;
const units = fc.integer({ min: 1, max: 26_999 }).map(unit);
const secret = 'only for tests';

function token(text: string): Token {
  const read = readToken(text);
  if (!read) throw new Error(`${text} is no token`);
  return read.token;
}

test('the alphabet: 30 characters, none of 0, 1, I, L, O, U', () => {
  expect(tokenAlphabet).toBe('23456789ABCDEFGHJKMNPQRSTVWXYZ');
});

describe('the three characters of a unit', () => {
  test.each([
    [1, '223'],
    [29, '22Z'],
    [30, '232'],
    [899, '2ZZ'],
    [900, '322'],
    [26_999, 'ZZZ'],
  ])('unit %i is %s', (number, tag) => {
    expect(unitTag(unit(number))).toBe(tag);
    expect(unitOfTag(tag)).toBe(number);
  });

  test('every unit has its own', () => {
    const tags = Array.from({ length: 26_999 }, (_, index) => unitTag(unit(index + 1)));
    expect(new Set(tags).size).toBe(26_999);
    expect(tags.map(unitOfTag)).toEqual(tags.map((_, index) => index + 1));
  });

  test.each([0, 27_000, -1, 1.5, Number.NaN])('%d is no unit', (number) => {
    expect(() => unitTag(unit(number))).toThrow(RangeError);
  });

  test.each(['222', '22', '2222', '', '2O2', '21A', 'zzz', '２２３'])('%j names no unit', (tag) => {
    expect(unitOfTag(tag)).toBeUndefined();
  });
});

describe('a token', () => {
  test('is the same for the same invitation: a slip printed again carries the same code', () => {
    const first = tokenFor(secret, unit(1), 'b7e2', 0);
    expect(tokenFor(secret, unit(1), 'b7e2', 0)).toBe(first);
    expect(first).toMatch(/^223[2-9A-HJKMNP-TV-Z]{9}$/);
  });

  test('is another one for another generation, invitation, unit or key', () => {
    const tokens = [
      tokenFor(secret, unit(1), 'b7e2', 0),
      tokenFor(secret, unit(1), 'b7e2', 1),
      tokenFor(secret, unit(1), 'b7e3', 0),
      tokenFor(secret, unit(2), 'b7e2', 0),
      tokenFor('another key', unit(1), 'b7e2', 0),
    ].map((each) => each.slice(3));
    expect(new Set(tokens).size).toBe(tokens.length);
  });

  // A change here would make every printed slip worthless.
  test('never changes between versions of the service', () => {
    expect(tokenFor('only for tests', unit(1), '00000000-0000-4000-8000-000000000001', 0)).toBe('223MBV22D32P');
    expect(Buffer.from(hashToken('only for tests', token('2234-5678-9ABC'))).toString('hex')).toBe(
      '51165cf3a47e6666aa624630b677ebc91d297466362e430f196211aa7cd0f7af',
    );
  });

  test('uses each character equally often at each of the nine secret places', () => {
    const count = 30_000;
    const seen = Array.from({ length: 9 }, () => new Map<string, number>());
    for (let id = 0; id < count; id++) {
      const secretPart = tokenFor(secret, unit(1), String(id), 0).slice(3);
      for (const [at, places] of seen.entries()) {
        const character = secretPart.charAt(at);
        places.set(character, (places.get(character) ?? 0) + 1);
      }
    }
    for (const places of seen) {
      const chiSquare = [...tokenAlphabet].reduce((sum, each) => sum + ((places.get(each) ?? 0) - 1000) ** 2 / 1000, 0);
      // 29 degrees of freedom: 66 is passed once in ten thousand draws, and these draws are always the same.
      expect(chiSquare).toBeLessThan(66);
    }
  });

  test('is printed in three groups of four', () => {
    expect(groupToken(token('223456789ABC'))).toBe('2234-5678-9ABC');
  });

  test('is stored as 32 bytes that depend on the key and are no part of the token', () => {
    const hash = hashToken(secret, token('223456789ABC'));
    expect(hash).toHaveLength(32);
    expect(hashToken(secret, token('223456789ABC'))).toEqual(hash);
    expect(hashToken('another key', token('223456789ABC'))).not.toEqual(hash);
    expect(hashToken(secret, token('223456789ABD'))).not.toEqual(hash);
  });
});

describe('what a person typed', () => {
  test.each([
    '223456789ABC',
    '2234-5678-9ABC',
    '2234-5678-9abc',
    ' 2234 5678 9aBc ',
    '2-2-3-4-5-6-7-8-9-A-B-C',
    '2234–5678—9ABC',
    '2234\u00A05678\t9ABC\n',
    '--2234‑5678‑9ABC--',
  ])('%j is read as 223456789ABC of unit 1', (raw) => {
    expect(readToken(raw)).toEqual({ unitId: 1, token: '223456789ABC' });
  });

  test.each([
    ['', 'nothing'],
    ['223456789AB', 'one too few'],
    ['223456789ABCD', 'one too many'],
    ['O23456789ABC', 'the letter O'],
    ['023456789ABC', 'a zero'],
    ['I23456789ABC', 'the letter I'],
    ['123456789ABC', 'a one'],
    ['L23456789ABC', 'the letter L'],
    ['U23456789ABC', 'the letter U'],
    ['222456789ABC', 'no unit'],
    ['223456789AB\u017F', 'a long s, which upper case makes an S'],
    ['223456789AB\u212A', 'a Kelvin sign, which lower case makes a k'],
    ['223456789ABＣ', 'a wide letter'],
    ['2234.5678.9ABC', 'dots'],
    ['HTTPS://A/P/223456789ABC', 'an address'],
  ])('%j is not read: %s', (raw) => {
    expect(readToken(raw)).toBeUndefined();
  });

  test('every token is read back, however it is cased and grouped', () => {
    fc.assert(
      fc.property(units, fc.string(), fc.nat(5), fc.boolean(), (unitId, invitationId, generation, lower) => {
        const made = tokenFor(secret, unitId, invitationId, generation);
        const typed = lower ? groupToken(made).toLowerCase() : groupToken(made);
        expect(readToken(typed)).toEqual({ unitId, token: made });
      }),
    );
  });

  test('no text makes the reader throw, and what it reads it reads again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        const read = readToken(raw);
        if (read) expect(readToken(read.token)).toEqual(read);
        expect(missingCharacters(raw)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test.each([
    ['', 12],
    ['2234-56', 6],
    ['2234-5678-9ab', 1],
    ['2234-5678-9ABC', 0],
    ['2234-5678-9ABCD', 0],
  ])('%j lacks %i characters', (raw, expected) => {
    expect(missingCharacters(raw)).toBe(expected);
  });
});

describe('a case code in place of a rating code', () => {
  test.each([
    ['000.00.30.H24-250701-0001', true],
    ['H24.30-250701-0001', true],
    ['G22.99-251225-020175', true],
    [' h24.30 - 250701 - 0001 ', true],
    ['H24.30–250701–0001', true],
    ['2234-5678-9ABC', false],
    ['223456789ABC', false],
    ['H24.30-2507-0001', false],
    ['H24..30-250701-0001', false],
    ['-250701-0001', false],
    ['', false],
  ])('%j: %s', (raw, expected) => {
    expect(looksLikeCaseCode(raw)).toBe(expected);
  });
});
