import { expect, test } from 'vitest';
import { pageCounter } from './pdf-pages.ts';

const bytes = new TextEncoder().encode('x /Type /Page\n y /Type /Pages\n /Type /Page\n/Type /Page\n /Type /Catalog\n');

test.each([1, 2, 5, 11, 12, 13, 1000])('pages are counted whole, in pieces of %i bytes', (size) => {
  const count = pageCounter();
  let pages = 0;
  for (let at = 0; at < bytes.length; at += size) pages = count(bytes.subarray(at, at + size));
  expect(pages).toBe(3);
});
