import { expect, test } from 'vitest';
import { keepSecret, readSecret, webhookSecretText } from './kept-secret.ts';

const key = 'a secret key of at least thirty-two characters';
const place = { unitId: 1, secretId: 'one' };
const text = webhookSecretText(Buffer.alloc(32, 7));
const kept = keepSecret(key, place, text, Buffer.alloc(12, 1));

test('a kept secret is read with the same key at the same place, and nowhere else', () => {
  expect(readSecret(key, place, kept)).toBe(text);
  expect(readSecret(`${key}!`, place, kept)).toBeUndefined();
  expect(readSecret(key, { ...place, unitId: 2 }, kept)).toBeUndefined();
  expect(readSecret(key, { ...place, secretId: 'two' }, kept)).toBeUndefined();
  const changed = Buffer.from(kept);
  changed.writeUInt8(changed.readUInt8(40) ^ 1, 40);
  expect(readSecret(key, place, changed)).toBeUndefined();
  expect(readSecret(key, place, kept.subarray(0, 10))).toBeUndefined();
});

test('what is stored does not show it', () => {
  expect(Buffer.from(kept).toString('latin1')).not.toContain(text.slice(6, 20));
  expect(Buffer.from(kept).includes(Buffer.alloc(32, 7))).toBe(false);
});
