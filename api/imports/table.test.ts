import { describe, expect, test } from 'vitest';
import { Problem } from '../problems.ts';
import { asXlsx } from '../testing/one-stop-sheet.ts';
import { workbookParts, zip } from '../testing/zip.ts';
import type { Cell, SheetRow } from './cell.ts';
import { openTable } from './table.ts';

const header = ['Mã hồ sơ', 'Tên thủ tục', 'Ngày trả'];
const row = ['A-1', 'Đăng ký khai sinh', '01/12/2025'];

async function rowsIn(bytes: Uint8Array): Promise<SheetRow[]> {
  const table = await openTable(bytes, new Map());
  const rows: SheetRow[] = [];
  for await (const some of table.rows()) rows.push(...some);
  return rows;
}

/** Why a file is refused, in Vietnamese. */
async function refusal(bytes: Uint8Array): Promise<string | undefined> {
  try {
    await rowsIn(bytes);
  } catch (error) {
    if (error instanceof Problem && error.code === 'unreadable-file') return error.extra.detail?.vi;
    throw error;
  }
  return 'it was read';
}

const bytesOf = (text: string, encoding: BufferEncoding = 'utf8') => new Uint8Array(Buffer.from(text, encoding));
const inSheet = (rows: string) => `<worksheet><sheetData>${rows}</sheetData></worksheet>`;
const inlineRow = (number: number, cells: readonly string[]) =>
  `<row r="${number}">${cells.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`;

describe('a CSV', () => {
  test.each([',', ';', '\t'])('separated by %j is read, with a byte order mark or without', async (mark) => {
    for (const start of ['', '\u{FEFF}']) {
      const text = `${start}${header.join(mark)}\r\n${row.join(mark)}\r\n`;
      const rows = await rowsIn(bytesOf(text));
      expect(rows.map(({ cells }) => cells)).toEqual([header, row]);
    }
  });

  test('counts rows as Excel does: blank ones too, one with a line break once, the line that names the separator not', async () => {
    const text = `sep=;\r\nDanh sách\r\n\r\n${header.join(';')}\r\n"A\r\n1";x;y\r\nA-2;x;y`;
    const rows = await rowsIn(bytesOf(text));
    expect(rows.map(({ number, cells }) => [number, cells[0]])).toEqual([
      [1, 'Danh sách'],
      [2, undefined],
      [3, 'Mã hồ sơ'],
      [4, 'A\r\n1'],
      [5, 'A-2'],
    ]);
  });

  test('longer than what is looked at first is read to its end, letters whole', async () => {
    const many = Array.from({ length: 20_000 }, (_, index) => `A-${index};Đăng ký khai sinh ở phường;01/12/2025`);
    const rows = await rowsIn(bytesOf([header.join(';'), ...many].join('\n')));
    expect(rows).toHaveLength(20_001);
    expect(new Set(rows.slice(1).map(({ cells }) => cells[1]))).toEqual(new Set(['Đăng ký khai sinh ở phường']));
  });

  test('in another encoding is refused with advice', async () => {
    const text = [header, row].map((cells) => cells.join(';')).join('\n');
    expect(await refusal(bytesOf(text, 'utf16le'))).toContain('UTF-16');
    expect(await refusal(new Uint8Array([0xff, 0xfe, ...bytesOf(text, 'utf16le')]))).toContain('UTF-16');
    // TCVN3, as it is in the file, and as it is once somebody saved it as UTF-8.
    const tcvn3 = 'M· hå s¬;Tªn thñ tôc;Ngµy tr¶ kÕt qu¶\nA-1;§¨ng ký khai sinh;01/12/2025';
    expect(await refusal(bytesOf(tcvn3, 'latin1'))).toContain('bảng mã cũ');
    expect(await refusal(bytesOf(tcvn3))).toContain('bảng mã cũ');
    // Windows-1258: a letter and its tone are two bytes.
    expect(await refusal(bytesOf('M\xe3 h\xf4\xcc s\xf5;x;y', 'latin1'))).toContain('bảng mã cũ');
  });

  test('with a quotation mark that is never closed is refused and not swallowed', async () => {
    const text = `${header.join(';')}\nA-1;"${'x'.repeat(1_100_000)}`;
    expect(await refusal(bytesOf(text))).toContain('ngoặc kép');
  });

  test('may hold a long text, of which no more is kept than it takes to refuse it', async () => {
    const rows = await rowsIn(bytesOf(`${header.join(';')}\nA-1;${'x'.repeat(200_000)};01/12/2025`));
    expect(String(rows[1]?.cells[1])).toHaveLength(32_768);
  });
});

describe('a workbook', () => {
  test('gives numbers as numbers, texts as texts, rows by their own numbers', async () => {
    const rows = await rowsIn(
      await asXlsx([['Danh sách'], [], header, ['A-1', 'Khai sinh & tử', 45_992], [7, null, true]]),
    );
    expect(rows.map(({ number }) => number).at(-1)).toBe(5);
    expect(rows.at(-2)?.cells).toEqual(['A-1', 'Khai sinh & tử', 45_992]);
  });

  test('says from which year it counts days', async () => {
    const sheet = inSheet(inlineRow(1, header));
    const by = async (workbookPr: string) =>
      (await openTable(zip(workbookParts(sheet, { workbookPr })), new Map())).from1904;
    expect(await by('')).toBe(false);
    expect(await by('<workbookPr date1904="1"/>')).toBe(true);
    expect(await by('<workbookPr date1904="false"/>')).toBe(false);
  });

  test('keeps its texts once and names them by number; of a formula its result counts', async () => {
    const sharedStrings =
      '<sst><si><t>Mã hồ sơ</t></si><si><r><t>Tên </t></r><r><t>thủ tục</t></r><rPh><t>x</t></rPh></si><si><t>Ngày trả_x000D_</t></si></sst>';
    const cells = [
      '<c r="A2"><f>1+1</f><v>2</v></c>',
      '<c r="C2" t="str"><f>A1</f><v>chữ</v></c>',
      '<c r="D2"><f>NOW()</f></c>',
      '<c r="E2" t="e"><v>#N/A</v></c>',
      '<c r="F2" t="d"><v>2025-12-01</v></c>',
    ];
    const head = ['A', 'B', 'C'].map((column, index) => `<c r="${column}1" t="s"><v>${index}</v></c>`).join('');
    const sheet = inSheet(`<row r="1">${head}</row><row r="2">${cells.join('')}</row>`);
    const rows = await rowsIn(zip(workbookParts(sheet, { sharedStrings })));
    expect(rows[0]?.cells).toEqual(['Mã hồ sơ', 'Tên thủ tục', 'Ngày trả\r']);
    const expected: Cell[] = [
      2,
      undefined,
      'chữ',
      { fault: 'formula-empty', text: '=' },
      { fault: 'error', text: '#N/A' },
      '2025-12-01',
    ];
    expect(rows[1]?.cells).toEqual(expected);
  });

  test('with macros, or in another format, is refused with what to do', async () => {
    const parts = workbookParts(inSheet(inlineRow(1, header)));
    expect(await refusal(zip([...parts, { name: 'xl/vbaProject.bin', content: 'x' }]))).toContain('macro');
    const type = 'application/vnd.ms-excel.sheet.macroEnabled.main+xml';
    expect(await refusal(zip(workbookParts(inSheet(''), { type })))).toContain('macro');
    expect(await refusal(zip([...parts, { name: 'xl/workbook.bin', content: 'x' }]))).toContain('.xlsb');
    expect(await refusal(zip([{ name: 'mimetype', content: 'application/vnd.oasis' }]))).toContain('.xlsx');
    expect(await refusal(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]))).toContain('.xls');
    expect(await refusal(bytesOf('<html><table><tr><td>Mã hồ sơ'))).toContain('trang web');
    expect(await refusal(bytesOf('%PDF-1.7'))).toContain('.xlsx');
    expect(await refusal(new Uint8Array())).toContain('không có dòng');
  });

  test('that is cut off or garbled is refused', async () => {
    const whole = await asXlsx([header, row]);
    expect(await refusal(whole.slice(0, -40))).toContain('hỏng');
    expect(await refusal(whole.slice(0, 200))).toContain('hỏng');
    for (const sheet of ['<worksheet><sheetData><row>', '<worksheet></sheetData>', 'x', '<a>&lol;</a>']) {
      expect(await refusal(zip(workbookParts(sheet)))).toContain('hỏng');
    }
  });

  test('in which two sheets hold cases is refused, since rows would have the same numbers', async () => {
    const parts = workbookParts(inSheet(inlineRow(1, header) + inlineRow(2, row)));
    const twice = parts.map((part) =>
      part.name === 'xl/workbook.xml'
        ? { ...part, content: part.content.replace('</sheets>', '<sheet name="T" sheetId="2" r:id="b"/></sheets>') }
        : part,
    );
    expect(await refusal(zip(twice))).toContain('nhiều trang tính');
    const hidden = twice.map((part) => ({
      ...part,
      content: part.content.replace('"2" r:id', '"2" state="hidden" r:id'),
    }));
    expect(await rowsIn(zip(hidden))).toHaveLength(2);
  });
});

describe('a bomb is refused while it unpacks:', () => {
  const spaces = Buffer.alloc(420 * 1024 * 1024, ' ');
  test.each<[string, () => Uint8Array]>([
    ['a long stretch of nothing', () => zip(workbookParts(`<worksheet>${' '.repeat(3_000_000)}</worksheet>`))],
    [
      'a long attribute',
      () => zip(workbookParts(`<worksheet><sheetData><row r="${'1'.repeat(3_000_000)}"/></sheetData></worksheet>`)),
    ],
    ['four hundred million bytes', () => bombOf(spaces)],
    ['that say they are few', () => bombOf(spaces, 1000)],
    [
      'millions of texts',
      () =>
        zip(
          workbookParts(inSheet(''), {
            sharedStrings: `<sst>${`<si><t>${'x'.repeat(30_000)}</t></si>`.repeat(3600)}</sst>`,
          }),
        ),
    ],
    [
      'entities in entities',
      () => zip(workbookParts('<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><worksheet>&c;</worksheet>')),
    ],
    ['a comment', () => zip(workbookParts('<worksheet><!-- x --></worksheet>'))],
    [
      'thousands of sheets, each to be looked for',
      () => changed('xl/workbook.xml', '<sheet ', '<sheet r:id="x"/>'.repeat(5001)),
    ],
    [
      'thousands of relations to look among',
      () => changed('xl/_rels/workbook.xml.rels', '<Relationship ', '<Relationship Id="x"/>'.repeat(5001)),
    ],
    ['thousands of files', () => zip(Array.from({ length: 5001 }, (_, index) => ({ name: `f${index}`, content: '' })))],
  ])(
    '%s',
    async (_, bomb) => {
      expect(await refusal(bomb())).toMatch(/giãn ra quá lớn|hỏng/);
    },
    60_000,
  );

  /** A good workbook with something put before what stands in one of its parts. */
  function changed(name: string, before: string, added: string): Uint8Array {
    const parts = workbookParts(inSheet(inlineRow(1, header) + inlineRow(2, row)));
    return zip(
      parts.map((part) =>
        part.name === name ? { ...part, content: part.content.replace(before, added + before) } : part,
      ),
    );
  }

  function bombOf(content: Buffer, claims?: number): Uint8Array {
    // Broken by tags, so that only the sum of its bytes gives it away.
    const tagged = Buffer.from(content);
    for (let at = 0; at < tagged.length - 20; at += 500_000) tagged.write('<row></row>', at);
    const parts = workbookParts('').map((part) =>
      part.name === 'xl/worksheets/sheet1.xml'
        ? {
            ...part,
            content: Buffer.concat([Buffer.from('<worksheet>'), tagged]),
            ...(claims !== undefined && { claims }),
          }
        : part,
    );
    return zip(parts);
  }
});
