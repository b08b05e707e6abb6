import { expect, test } from 'vitest';
import { keyedHash } from './keyed-hash.ts';

const hex = (hash: Uint8Array) => Buffer.from(hash).toString('hex');

test('it is HMAC-SHA-256 over purpose and parts as JSON', () => {
  // printf '["answer-key",7,"abc"]' | openssl dgst -sha256 -hmac secret
  expect(hex(keyedHash('secret', 'answer-key', 7, 'abc'))).toBe(
    'af041af40b4e3dd8ae03ea3379e420a185a1d5de55e9867da1fa604da99cafe2',
  );
});

test('the key may be given as text or as its bytes', () => {
  expect(keyedHash(new TextEncoder().encode('khóa'), 'answer-key', 'a')).toEqual(keyedHash('khóa', 'answer-key', 'a'));
});

test('another key, purpose, part or division into parts gives another hash', () => {
  const hashes = [
    keyedHash('k', 'answer-key', 'ab', 'c'),
    keyedHash('l', 'answer-key', 'ab', 'c'),
    keyedHash('k', 'invitation-token-hash', 'ab', 'c'),
    keyedHash('k', 'answer-key', 'a', 'bc'),
    keyedHash('k', 'answer-key', 'abc'),
    keyedHash('k', 'answer-key', 'ab","c'),
    keyedHash('k', 'answer-key', 1),
    keyedHash('k', 'answer-key', '1'),
  ].map(hex);
  expect(new Set(hashes).size).toBe(hashes.length);
});
