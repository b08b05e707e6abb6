import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Grey, photographed, rasterisePdf } from '../../scripts/testing/rasterise-pdf.ts';
import { slipTexts } from '../../survey-web/render.tsx';
import { qrRuns } from '../invitations/qr.ts';
import { slipsPdf } from './slip-pdf.ts';

const run = promisify(execFile);
const codes = Array.from({ length: 8 }, (_, index) => `2TKABCDEF22${'3456789A'.charAt(index)}`);
const urlOf = (code: string) => `HTTPS://GOPY.THUYNGUYEN.EXAMPLE.VN/P/${code}`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hai-long-slips-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function sheet(): Promise<Buffer> {
  const content = { host: 'gopy.thuynguyen.example.vn', until: '2025-07-22' } as unknown as Parameters<
    typeof slipTexts
  >[0];
  const slips = async function* () {
    for (const code of codes) {
      yield {
        unitName: 'Trung tâm Phục vụ hành chính công phường Thủy Nguyên',
        procedureName: 'Đăng ký khai sinh',
        caseCode: code,
        code: code.match(/.{4}/g)?.join('-') ?? '',
        qr: qrRuns(urlOf(code)),
        vi: slipTexts(content, 'vi'),
        en: slipTexts(content, 'en'),
      };
    }
  };
  const pieces: Uint8Array[] = [];
  for await (const piece of slipsPdf(slips(), { layout: 'a4-8', title: 'Phiếu', now: new Date(0) })) pieces.push(piece);
  return Buffer.concat(pieces);
}

function pngOf({ width, height, pixels }: Grey): Buffer {
  const png = new PNG({ width, height });
  for (const [at, value] of pixels.entries())
    png.data.fill(value, at * 4, at * 4 + 3).fill(255, at * 4 + 3, at * 4 + 4);
  return PNG.sync.write(png);
}

test.each([203, 150])(
  'zbar reads all eight codes of a sheet at %i dots an inch, a little askew and dim',
  async (dpi) => {
    const [page] = await rasterisePdf(await sheet(), dpi);
    if (!page) throw new Error('The sheet has no page');
    const file = join(folder, `${dpi}.png`);
    await writeFile(file, pngOf(photographed(page, { degrees: 3, blur: 1, contrast: 0.6 })));
    const { stdout } = await run('zbarimg', ['--quiet', '--raw', '--nodbus', '-Sdisable', '-Sqrcode.enable', file]);
    expect(stdout.trimEnd().split('\n').sort()).toEqual(codes.map(urlOf).sort());
  },
);

test('pdftotext reads the words with all their letters', async () => {
  const file = join(folder, 'sheet.pdf');
  await writeFile(file, await sheet());
  const { stdout } = await run('pdftotext', ['-layout', file, '-']);
  for (const words of [
    'Mời ông/bà đánh giá việc giải quyết thủ tục',
    'Đăng ký khai sinh',
    'không bao giờ hỏi mật khẩu',
  ]) {
    expect(stdout).toContain(words);
  }
});
