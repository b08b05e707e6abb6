import { expect, test } from 'vitest';
import { surveyPath, surveyUrl } from './survey-url.ts';
import { readToken } from './token.ts';

const read = readToken('2234-5678-9ABC');
if (!read) throw new Error('2234-5678-9ABC is a token');
const { token } = read;

test.each([
  ['https://danhgia.thuynguyen.vn', 'HTTPS://DANHGIA.THUYNGUYEN.VN/P/223456789ABC'],
  ['https://danhgia.thuynguyen.vn/', 'HTTPS://DANHGIA.THUYNGUYEN.VN/P/223456789ABC'],
  ['http://localhost:8080', 'HTTP://LOCALHOST:8080/P/223456789ABC'],
  ['https://host.vn:443', 'HTTPS://HOST.VN/P/223456789ABC'],
  ['http://192.168.1.10:8080', 'HTTP://192.168.1.10:8080/P/223456789ABC'],
  ['https://Đánhgiá.vn', 'HTTPS://XN--NHGI-4NAE44A.VN/P/223456789ABC'],
  ['https://user:word@host.vn/path?query#part', 'HTTPS://HOST.VN/P/223456789ABC'],
])('from %s the QR code leads to %s', (publicUrl, expected) => {
  expect(surveyUrl(publicUrl, token)).toBe(expected);
  expect(new URL(expected).pathname).toBe('/P/223456789ABC');
});

test('without an address there is no code', () => {
  expect(() => surveyUrl('danhgia.thuynguyen.vn', token)).toThrow(TypeError);
});

test('on this server the page is /p/ and the token', () => {
  expect(surveyPath(token)).toBe('/p/223456789ABC');
});
