import { describe, expect, test } from 'vitest';
import type { LocalDate } from '../../db/vocabulary.ts';
import { invitation } from './invitation.ts';

const told = (host: string, publicUrl: string): string =>
  invitation({
    host,
    port: 9000,
    publicUrl,
    from: '2026-05-01' as LocalDate,
    to: '2026-11-24' as LocalDate,
    closed: 1844,
    answered: 1102,
    survey: `${publicUrl}/p/223456789ABC`,
    qr: ['▀▄', '▄▀'],
    accounts: [{ username: 'lanhdao', password: 'abcd-efgh-jkmn', purpose: { vi: 'lãnh đạo', en: 'leader' } }],
    key: 'hl_key',
  }).join('\n');

test('numbers and days are written as each language writes them', () => {
  const text = told('127.0.0.1', 'http://localhost:9000');
  expect(text).toContain('1.844 hồ sơ, 1.102 phiếu trả lời, 01/05/2026 – 24/11/2026');
  expect(text).toContain('1,844 cases, 1,102 answers');
  expect(text).toBe(text.normalize('NFC'));
});

describe('phones', () => {
  test.each([
    ['127.0.0.1', 'http://localhost:9000', 'HOST=0.0.0.0 PORT=9000 npm run demo'],
    ['0.0.0.0', 'http://192.168.1.5:9000', 'The phone has to reach http://192.168.1.5:9000'],
    ['0.0.0.0', 'http://localhost:9000', 'HOST=0.0.0.0 PUBLIC_URL=http://<IP>:9000 npm run demo'],
  ])('of a service on %s with links to %s are told “… %s”', (host, publicUrl, expected) => {
    expect(told(host, publicUrl)).toContain(expected);
  });
});

test('what else there is to try stands there with its address', () => {
  const text = told('127.0.0.1', 'http://localhost:9000');
  for (const path of ['/gop-y', '/admin/displays', '/admin/cases/import', '/admin/print']) {
    expect(text).toContain(`http://localhost:9000${path} `);
  }
});

test('no line is wider than a usual terminal', () => {
  for (const line of told('127.0.0.1', 'http://localhost:9000').split('\n')) expect([...line].length).toBeLessThan(110);
});
