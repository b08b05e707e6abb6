import { createRequire } from 'node:module';
import type { SlipTexts } from '../../survey-web/render.tsx';
import type { SlipLayout } from './layouts.ts';

/** What one slip of a PDF says. */
export interface DrawnSlip {
  readonly unitName: string;
  readonly procedureName: string;
  readonly caseCode: string;
  readonly code: string;
  /** The code's dark runs in a square that has its quiet zone (`qrRuns`). */
  readonly qr: {
    readonly width: number;
    readonly runs: readonly { readonly x: number; readonly y: number; readonly length: number }[];
  };
  readonly vi: SlipTexts;
  readonly en: SlipTexts;
}

const require = createRequire(import.meta.url);
// Imported, the package gives its build for browsers, which draws into memory; required, the one that streams.
const PdfDocument: typeof import('pdfkit') = require('pdfkit');

/** A millimetre in points. */
const mm = 72 / 25.4;
// Whole fonts, not the web's subsets, which lack letters such as ạ ớ ị ụ. What is used of them is embedded.
const regular = require.resolve('@expo-google-fonts/be-vietnam-pro/400Regular/BeVietnamPro_400Regular.ttf');
const bold = require.resolve('@expo-google-fonts/be-vietnam-pro/700Bold/BeVietnamPro_700Bold.ttf');

/**
 * Slips as one PDF, in pieces as they are drawn: no more than a page is held, however many there are. The codes are drawn
 * as shapes, sharp on any printer. `demo` stands over each slip.
 */
export async function* slipsPdf(
  slips: AsyncIterable<DrawnSlip>,
  options: { layout: SlipLayout; title: string; now: Date; demo?: string | undefined },
): AsyncGenerator<Uint8Array> {
  const { layout, title, now, demo } = options;
  const { page, places, draw } = layouts[layout];
  const document = new SlipDocument({
    autoFirstPage: false,
    margin: 0,
    font: regular,
    lang: 'vi-VN',
    displayTitle: true,
    info: { Title: title, Producer: 'Hài Lòng', CreationDate: now, ModDate: now },
  });
  document.registerFont('regular', regular).registerFont('bold', bold);
  let drawn = 0;
  const nextPage = () => document.addPage({ size: [page.width * mm, page.height * mm], margin: 0 });
  for await (const slip of slips) {
    const place = places[drawn % places.length] ?? { x: 0, y: 0 };
    if (drawn % places.length === 0) {
      nextPage();
      if (layout === 'a4-8') markCuts(document);
    }
    document.save().translate(place.x * mm, place.y * mm);
    draw(document, slip, demo);
    document.restore();
    drawn += 1;
    yield* ready(document);
  }
  if (drawn === 0) nextPage();
  document.end();
  yield* ready(document);
}

/**
 * A document that remembers what it wrote for the texts that every slip has: laying them out anew each time takes most of
 * the time. Both fonts stand on every page by the texts that differ.
 */
class SlipDocument extends PdfDocument {
  private readonly written = new Map<string, { readonly pieces: readonly string[]; readonly y: number }>();
  private recording: string[] | undefined;

  override addContent(piece: string): this {
    this.recording?.push(piece);
    return super.addContent(piece) as this;
  }

  /** Writes what `draw` writes, from memory where it was asked for before under this name; says where it ends. */
  again(name: string, draw: () => number): number {
    const known = this.written.get(name);
    if (known) {
      super.addContent(known.pieces.join('\n'));
      return known.y;
    }
    this.recording = [];
    const y = draw();
    this.written.set(name, { pieces: this.recording, y });
    this.recording = undefined;
    return y;
  }
}

type Document = SlipDocument;
type Draw = (document: Document, slip: DrawnSlip, demo: string | undefined) => void;

interface Layout {
  readonly page: { readonly width: number; readonly height: number };
  readonly places: readonly { readonly x: number; readonly y: number }[];
  readonly draw: Draw;
}

const layouts: Readonly<Record<SlipLayout, Layout>> = {
  receipt: {
    page: { width: 80, height: 148 },
    places: [{ x: 0, y: 0 }],
    draw: (document, slip, demo) => upright(document, slip, demo, { width: 80, margin: 4, qr: 40, size: 9 }),
  },
  a6: {
    page: { width: 105, height: 148 },
    places: [{ x: 0, y: 0 }],
    draw: (document, slip, demo) => upright(document, slip, demo, { width: 105, margin: 7, qr: 44, size: 9.5 }),
  },
  'a4-8': {
    page: { width: 210, height: 297 },
    places: Array.from({ length: 8 }, (_, index) => ({ x: (index % 2) * 105, y: Math.floor(index / 2) * 74.25 })),
    draw: beside,
  },
};

/** Everything below one another: unit, code, words. */
function upright(
  document: Document,
  slip: DrawnSlip,
  demo: string | undefined,
  { width, margin, qr, size }: { width: number; margin: number; qr: number; size: number },
): void {
  const column = { x: margin, width: width - 2 * margin };
  let y = margin - 1;
  if (demo) y = text(document, demo, { ...column, y, size: size - 2, align: 'center' });
  y = text(document, slip.unitName, { ...column, y, size, font: 'bold', again: true });
  y = text(document, slip.vi.title, { ...column, y: y + 0.5, size: size + 2, font: 'bold', again: true });
  drawCode(document, slip, { x: (width - qr) / 2, y, width: qr });
  y = heading(document, slip.code, { ...column, y: y + qr, size: size + 6 });
  y = words(document, slip, { ...column, y: y + 0.5, size, small: size - 2.5 });
  caseLines(document, slip, { ...column, y: y + 1, size: size - 1.5 });
}

/** For an eighth of A4: unit and title above, the code to the left, words to the right. */
function beside(document: Document, slip: DrawnSlip, demo: string | undefined): void {
  const column = { x: 6, width: 93 };
  const [qr, code, right] = [38, 40, { x: 48, width: 51 }];
  let y = 4.5;
  if (demo) y = text(document, demo, { ...column, y, size: 5.5, align: 'center' });
  y = text(document, slip.unitName, { ...column, y, size: 7, font: 'bold', lines: 2, again: true });
  y = text(document, slip.vi.title, { ...column, y, size: 9.5, font: 'bold', again: true }) + 0.5;
  words(document, slip, { ...right, y, size: 7, small: 5.5 });
  drawCode(document, slip, { x: 7, y, width: qr });
  const below = heading(document, slip.code, { x: 6, width: code, y: y + qr, size: 11 });
  caseLines(document, slip, { x: 6, width: code, y: below + 1, size: 6 });
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
}

function words(document: Document, slip: DrawnSlip, { small, ...box }: Box & { small: number }): number {
  const { vi, en, code } = slip;
  let y = text(document, `${vi.how.before}${code}${vi.how.after}`, box) + 0.4;
  y = text(document, vi.safe, { ...box, y, font: 'bold', again: true }) + 0.4;
  y = text(document, vi.never, { ...box, y, again: true }) + 0.4;
  y = text(document, vi.until, { ...box, y, again: true }) + 0.8;
  y = text(document, `${en.title}. ${en.how.before}${code}${en.how.after}`, { ...box, y, size: small });
  return text(document, `${en.safe} ${en.never} ${en.until}`, { ...box, y, size: small, again: true });
}

function caseLines(document: Document, { procedureName, caseCode, vi }: DrawnSlip, box: Box): void {
  document
    .moveTo(box.x * mm, box.y * mm)
    .lineTo((box.x + box.width) * mm, box.y * mm)
    .lineWidth(0.5)
    .dash(2, { space: 2 })
    .stroke()
    .undash();
  const y = text(document, procedureName, { ...box, y: box.y + 0.8, lines: 2, again: true });
  document.font('regular').fontSize(box.size);
  document.text(`${vi.caseCode}: ${caseCode}`, box.x * mm, y * mm, {
    width: box.width * mm,
    height: 2 * document.currentLineHeight(true),
    ellipsis: true,
    ...once,
  });
}

interface Style extends Box {
  readonly font?: 'regular' | 'bold';
  readonly align?: 'left' | 'center';
  /** Past these it is cut with an ellipsis. */
  readonly lines?: number;
  /** The same will be written on other slips. */
  readonly again?: true;
}

/** Writes a paragraph and says, in millimetres, where it ends. */
function text(document: Document, content: string, style: Style): number {
  if (!style.again) return paragraph(document, content, style);
  return document.again(JSON.stringify([content, style]), () => paragraph(document, content, style));
}

function paragraph(document: Document, content: string, style: Style): number {
  const { x, y, width, size, font = 'regular', align = 'left', lines } = style;
  document.font(font).fontSize(size);
  document.text(content, x * mm, y * mm, {
    width: width * mm,
    align,
    ...(lines && { height: lines * document.currentLineHeight(true), ellipsis: true }),
  });
  return document.y / mm;
}

/** All runs as one shape, so that no seam shows between rows; written as one piece, since there are thousands of codes. */
function drawCode(
  document: Document,
  { qr }: DrawnSlip,
  { x, y, width }: { x: number; y: number; width: number },
): void {
  const module = (width * mm) / qr.width;
  const runs = qr.runs.map((run) => `${run.x} ${run.y} ${run.length} 1 re`).join(' ');
  document
    .save()
    .translate(x * mm, y * mm)
    .scale(module)
    .addContent(`0 g ${runs} f`)
    .restore();
}

/** The code in one line, in the middle. Its letters are laid out anew each time: kept, they would fill the memory. */
function heading(document: Document, code: string, { x, y, width, size }: Box): number {
  document.font('bold').fontSize(size);
  const room = width * mm - document.widthOfString(code, once);
  document.text(code, x * mm + room / 2, y * mm, { lineBreak: false, ...once });
  return y + document.currentLineHeight(true) / mm;
}

/** Keeps the layout of a text out of the font’s memory. */
const once = { features: [] };

/** Lines to cut along: at the edges, and a cross wherever two cuts meet. */
function markCuts(document: Document): void {
  document.lineWidth(0.5);
  for (const [x, ys] of [
    [0, [1, 2, 3]],
    [1, [0, 1, 2, 3, 4]],
    [2, [1, 2, 3]],
  ] as const) {
    for (const y of ys) {
      const [left, top] = [x * 105 * mm, y * 74.25 * mm];
      document.moveTo(left - 4 * mm, top).lineTo(left + 4 * mm, top);
      document.moveTo(left, top - 4 * mm).lineTo(left, top + 4 * mm);
    }
  }
  document.stroke();
}

/** What the document has written so far. */
function* ready(document: Document): Generator<Uint8Array> {
  for (let piece = document.read(); piece !== null; piece = document.read()) yield piece as Buffer;
}
