import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csv, csvPages } from './csv.ts';
import { jsonPages } from './json.ts';

async function* paged<T>(pages: readonly T[]) {
  yield* pages;
}
async function whole(parts: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const part of parts) text += part;
  return text;
}

test('begins with a byte order mark, ends lines with CR LF and quotes what needs it', () => {
  const bytes = Buffer.from(
    csv(['name', 'n'], [
      ['Hộ tịch', 1],
      ['a, "b"\nc', 2.5],
      [null, true],
    ] as never),
  );
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(bytes.subarray(3).toString()).toBe('name,n\r\nHộ tịch,1\r\n"a, ""b""\nc",2.5\r\n,true\r\n');
});

test.each(['a\nb', 'a\rb', '\n', 'a\r\nb'])('a text with a line end in it, %j, is quoted and comes back', (text) => {
  const written = csv(['name', 'n'], [[text, 1]]);
  expect(written).toContain(`"${text}",1`);
  expect(parse(written, { bom: true })).toEqual([
    ['name', 'n'],
    [text, '1'],
  ]);
});

test.each(['=1+1', '+84', '-1', '@SUM(A1)', '\tx', '\rx', '＝1+1', '＋1', '－1', '＠x'])(
  'a text %j is kept from being run',
  (text) => {
    expect(
      csv(['name'], [[text]])
        .split('\r\n')[1]
        ?.replaceAll('"', ''),
    ).toMatch(/^'/);
  },
);

test('numbers are numbers, whatever their sign', () => {
  expect(csv(['n'], [[-1], [0.5]])).toBe('\u{FEFF}n\r\n-1\r\n0.5\r\n');
});

test('pages make the same bytes as the whole', async () => {
  const row = fc.array(fc.oneof(fc.string(), fc.integer(), fc.constant(null)), { minLength: 2, maxLength: 2 });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(row, { maxLength: 4 }), { maxLength: 4 }), async (pages) => {
      expect(await whole(csvPages(['a', 'b'], paged(pages)))).toBe(csv(['a', 'b'], pages.flat()));
    }),
  );
});

test('JSON pages are one array of objects, empty ones too', async () => {
  const pages = [[], [['x', 1]], [], [['y', null]]];
  expect(JSON.parse(await whole(jsonPages(['a', 'b'], paged(pages))))).toEqual([
    { a: 'x', b: 1 },
    { a: 'y', b: null },
  ]);
  expect(JSON.parse(await whole(jsonPages(['a'], paged([]))))).toEqual([]);
});
