import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { UnitId } from '../../db/vocabulary.ts';
import { tokenAlphabet, tokenFor, unitTag } from '../invitations/token.ts';
import {
  groupTrackingCode,
  hashTrackingCode,
  looksLikeRatingCode,
  readTrackingCode,
  trackingCodeFor,
} from './tracking-code.ts';

const unit = 7 as UnitId;
const secret = 'a secret';

test('a code names its unit and has 13 secret characters of the alphabet: more than 60 bits', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (key, message) => {
      const code = trackingCodeFor(secret, unit, key, [message]);
      expect(code).toMatch(new RegExp(`^${unitTag(unit)}[${tokenAlphabet}]{13}$`));
      expect(readTrackingCode(groupTrackingCode(code).toLowerCase())).toEqual({ unitId: unit, code });
    }),
  );
  expect(13 * Math.log2(tokenAlphabet.length)).toBeGreaterThan(60);
});

test('the same sent again has the same code; another text, key, unit or secret has another', () => {
  const code = trackingCodeFor(secret, unit, 'key', ['a', 'b']);
  expect(trackingCodeFor(secret, unit, 'key', ['a', 'b'])).toBe(code);
  const others = [
    trackingCodeFor(secret, unit, 'key', ['ab', '']),
    trackingCodeFor(secret, unit, 'other', ['a', 'b']),
    trackingCodeFor(secret, 8 as UnitId, 'key', ['a', 'b']),
    trackingCodeFor('another', unit, 'key', ['a', 'b']),
  ];
  expect(new Set([code, ...others]).size).toBe(5);
});

test('what is stored is no code, and differs by secret', () => {
  const code = trackingCodeFor(secret, unit, 'key', []);
  const hash = hashTrackingCode(secret, code);
  expect(hash).toHaveLength(32);
  expect(Buffer.from(hash).toString('latin1')).not.toContain(code);
  expect(Buffer.from(hashTrackingCode('another', code)).equals(hash)).toBe(false);
});

test('the two kinds of code are never taken for each other', () => {
  const tracking = groupTrackingCode(trackingCodeFor(secret, unit, 'key', []));
  const rating = tokenFor(secret, unit, 'an invitation', 1);
  expect(readTrackingCode(rating)).toBeUndefined();
  expect([looksLikeRatingCode(rating), looksLikeRatingCode(tracking)]).toEqual([true, false]);
});

test.each(['', 'ABCD', '2222-2222-2222-2222', 'ABCD-EFGH-JKMN-PQR0', `A${'B'.repeat(16)}`])(
  '%j is no tracking code',
  (raw) => {
    expect(readTrackingCode(raw)).toBeUndefined();
  },
);
