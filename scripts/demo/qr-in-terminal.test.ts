import { expect, test } from 'vitest';
import { decodeQrSvg } from '../testing/decode-qr.ts';
import { qrInTerminal } from './qr-in-terminal.ts';

const url = 'HTTP://192.168.1.23:8080/P/223456789ABC';

test('what is drawn out of half blocks is read by others', async () => {
  const lines = await qrInTerminal(url, { colours: false });
  const modules = lines.flatMap((line, row) =>
    [...line].flatMap((block, x) => {
      const upper = block === '█' || block === '▀' ? [`<path d="M${x} ${2 * row}h1v1h-1z"/>`] : [];
      const lower = block === '█' || block === '▄' ? [`<path d="M${x} ${2 * row + 1}h1v1h-1z"/>`] : [];
      return [...upper, ...lower];
    }),
  );
  const size = `viewBox="0 0 ${lines[0]?.length} ${2 * lines.length}" shape-rendering="crispEdges"`;
  const drawn = `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${modules.join('')}</svg>`;
  expect(await decodeQrSvg(drawn)).toMatchObject({
    text: url,
    errorCorrection: 'M',
    modes: ['alphanumeric'],
    quietZone: expect.closeTo(4, 1),
  });
});

test('in a terminal every line is black on white from end to end, whatever the theme', async () => {
  const plain = await qrInTerminal(url, { colours: false });
  const coloured = await qrInTerminal(url, { colours: true });
  expect(coloured).toEqual(plain.map((line) => `\u001b[38;5;16;48;5;231m${line}\u001b[0m`));
  expect(new Set(plain.map((line) => [...line].length)).size).toBe(1);
});
