import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { isSigned, type SignedMessage, signedHeaders } from './signature.ts';

/**
 * Secret, message and signature of the reference libraries' own tests (standard-webhooks/standard-webhooks at b2fa7b8,
 * libraries/go/webhook_test.go “TestWebhookSign”, the same in C#, Java, Python …).
 */
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const sentAt = 1_614_265_330;
const message: SignedMessage = {
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: String(sentAt),
  signatures: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  body: '{"test": 2432232314}',
};
const later = (seconds: number) => new Date((sentAt + seconds) * 1000);

describe('a signature', () => {
  test.each<[string, Partial<SignedMessage>, number, boolean]>([
    ['of the specification’s libraries', {}, 0, true],
    ['4 minutes 59 seconds old', {}, 299, true],
    ['6 minutes old', {}, 360, false],
    ['from 6 minutes ahead', {}, -360, false],
    ['over another body', { body: '{"test": 2432232315}' }, 0, false],
    ['over the same body written otherwise', { body: '{"test":2432232314}' }, 0, false],
    ['over another id', { id: 'msg_p5jXN8AQM9LWM0D4loKWxJel' }, 0, false],
    ['over another time', { timestamp: String(sentAt + 1) }, 0, false],
    ['with a time that is no number', { timestamp: `${sentAt}abc` }, 0, false],
    ['with no time', { timestamp: '' }, 0, false],
    ['with no id', { id: '' }, 0, false],
    ['that is not there', { signatures: '' }, 0, false],
    ['of one letter less', { signatures: message.signatures.slice(0, -1) }, 0, false],
    ['of another version', { signatures: message.signatures.replace('v1,', 'v2,') }, 0, false],
    // Headers as in the specification, section “Webhook headers”: several, of which one is right.
    [
      'among others',
      { signatures: `v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4= ${message.signatures} v1a,hnO3f9T8Ytu9HwrXslvu` },
      0,
      true,
    ],
  ])('%s', (_, changed, seconds, expected) => {
    expect(isSigned({ ...message, ...changed }, [secret], later(seconds))).toBe(expected);
  });

  test('holds with either of two secrets, and with no other', () => {
    const other = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
    expect(isSigned(message, [other, secret], later(0))).toBe(true);
    expect(isSigned(message, [other], later(0))).toBe(false);
    expect(isSigned(message, [], later(0))).toBe(false);
  });

  test('of ours is one that their library takes', () => {
    const now = new Date();
    const headers = signedHeaders({ id: 'msg_1', body: '{"a":"ờ"}' }, [secret], now);
    expect(new Webhook(secret).verify('{"a":"ờ"}', headers)).toEqual({ a: 'ờ' });
    expect(() => new Webhook(secret).verify('{"a":"ơ"}', headers)).toThrow();
  });
});
