import type { SheetRow } from './cell.ts';
import { unreadable } from './file-problems.ts';
import { readSharedTexts, type SharedTexts } from './shared-texts.ts';
import { readSheetRows } from './sheet-rows.ts';
import { readXml } from './xml-events.ts';
import { openZip, type Zip } from './zip-entries.ts';

/** More sheets and relations than any workbook has. Each sheet is looked for among all relations. */
const partsAtMost = 5000;

export interface XlsxTable {
  /** Days are counted from 1904, as old Macintosh workbooks do. */
  readonly from1904: boolean;
  /** The sheets that are to be seen, in their order. */
  readonly sheets: readonly { rows(): AsyncIterable<readonly SheetRow[]> }[];
}

/** Opens a workbook. Throws `unreadable-file` for macros, other formats in the same container, and what is damaged. */
export async function openXlsx(bytes: Uint8Array): Promise<XlsxTable> {
  const zip = await openZip(bytes);
  await refuseOthers(zip);
  const workbookPath = (await targetOf(zip, '_rels/.rels', '', 'officeDocument')) ?? 'xl/workbook.xml';
  const folder = workbookPath.slice(0, workbookPath.lastIndexOf('/') + 1);
  const relations = `${folder}_rels/${workbookPath.slice(folder.length)}.rels`;
  const targets = await targetsIn(zip, relations, folder);
  const textsPath = targets.find(({ type }) => type.endsWith('/sharedStrings'))?.path;
  let texts: Promise<SharedTexts> | undefined;
  const sharedTexts = () => {
    texts ??= textsPath === undefined ? Promise.resolve({ at: () => undefined }) : readSharedTexts(zip.read(textsPath));
    return texts;
  };
  const { from1904, sheetIds } = await readWorkbook(zip, workbookPath);
  const paths = sheetIds.flatMap((id) => targets.find((target) => target.id === id)?.path ?? []);
  if (paths.length === 0) throw unreadable('damaged');
  return {
    from1904,
    sheets: paths.map((path) => ({
      async *rows() {
        yield* readSheetRows(zip.read(path), await sharedTexts());
      },
    })),
  };
}

async function refuseOthers(zip: Zip): Promise<void> {
  const types = await zip.text('[Content_Types].xml');
  if (zip.names.some((name) => /vbaProject\.bin$|macrosheets\//i.test(name))) throw unreadable('macros');
  if (types && /macroEnabled/i.test(types)) throw unreadable('macros');
  if (zip.names.includes('xl/workbook.bin')) throw unreadable('binary');
  if (!types) throw unreadable('otherOffice');
  if (!zip.names.some((name) => /(^|\/)workbook\.xml$/.test(name))) throw unreadable('otherOffice');
}

async function readWorkbook(zip: Zip, path: string): Promise<{ from1904: boolean; sheetIds: string[] }> {
  let from1904 = false;
  const sheetIds: string[] = [];
  const listener = {
    open(name: string, attributes: Readonly<Record<string, string>>) {
      if (name === 'workbookPr') from1904 = /^(1|true)$/.test(attributes.date1904 ?? '');
      if (name !== 'sheet' || (attributes.state ?? 'visible') !== 'visible') return;
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1];
      if (id) sheetIds.push(id);
      if (sheetIds.length > partsAtMost) throw unreadable('inflated');
    },
    text() {},
    close() {},
  };
  for await (const _ of readXml(zip.read(path, 4 * 1024 * 1024), listener, () => undefined));
  return { from1904, sheetIds };
}

interface Target {
  readonly id: string;
  readonly type: string;
  readonly path: string;
}

async function targetsIn(zip: Zip, relations: string, folder: string): Promise<Target[]> {
  if (!zip.names.includes(relations)) return [];
  const targets: Target[] = [];
  const listener = {
    open(name: string, { Id = '', Type = '', Target = '', TargetMode = '' }: Readonly<Record<string, string>>) {
      if (name !== 'Relationship' || TargetMode === 'External') return;
      targets.push({ id: Id, type: Type, path: pathOf(folder, Target) });
      if (targets.length > partsAtMost) throw unreadable('inflated');
    },
    text() {},
    close() {},
  };
  for await (const _ of readXml(zip.read(relations, 4 * 1024 * 1024), listener, () => undefined));
  return targets;
}

async function targetOf(zip: Zip, relations: string, folder: string, type: string): Promise<string | undefined> {
  const targets = await targetsIn(zip, relations, folder);
  return targets.find((target) => target.type.endsWith(`/${type}`))?.path;
}

/** Targets stand from the root of the container on (`/xl/…`) or from the part that names them. */
function pathOf(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const parts: string[] = [];
  for (const part of `${folder}${target}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
