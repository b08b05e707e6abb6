import { create, type QRCode, type QRCodeSegment, toBuffer } from 'qrcode';
import type { QrLevel } from '../../db/vocabulary.ts';

/** Light modules around the symbol. ISO/IEC 18004 asks for four; scanners fail without. */
const quietZone = 4;
/** The PNG is as wide as whole pixels a module allow, at most this: sharp on paper, small to send. */
const widestPng = 800;

/** What ISO/IEC 18004 packs two characters to eleven bits. */
const alphanumeric = /^[0-9A-Z $%*+\-./:]+$/;

/** A run of dark modules, in modules from the upper left corner of the quiet zone. */
interface Run {
  readonly x: number;
  readonly y: number;
  readonly length: number;
}

/** A QR code as its dark runs, row by row, in a square that has its quiet zone; the smallest version that holds the text. */
export function qrRuns(text: string, level: QrLevel = 'M'): { width: number; runs: Run[] } {
  const { modules } = symbol(text, level);
  const rows = Array.from({ length: modules.size }, (_, y) => {
    const row = Array.from({ length: modules.size }, (_, x) => (modules.get(y, x) ? '1' : '0')).join('');
    return [...row.matchAll(/1+/g)].map(({ index, 0: run }) => ({
      x: index + quietZone,
      y: y + quietZone,
      length: run.length,
    }));
  });
  return { width: modules.size + 2 * quietZone, runs: rows.flat() };
}

/** The same as an SVG document of its own size in modules. */
export function qrSvg(text: string, level: QrLevel = 'M'): string {
  const { width, runs } = qrRuns(text, level);
  const path = runs.map(({ x, y, length }) => `M${x} ${y}h${length}v1h-${length}z`).join('');
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${width}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0 0h${width}v${width}H0z"/><path d="${path}"/></svg>`
  );
}

/** The same as a PNG, 600 to 800 pixels wide for the lengths that occur, a whole number of pixels a module. */
export async function qrPng(text: string, level: QrLevel = 'M'): Promise<Uint8Array> {
  const width = symbol(text, level).modules.size + 2 * quietZone;
  return toBuffer(segments(text), {
    errorCorrectionLevel: level,
    margin: quietZone,
    scale: Math.floor(widestPng / width),
  });
}

function symbol(text: string, level: QrLevel): QRCode {
  return create(segments(text), { errorCorrectionLevel: level });
}

/** One alphanumeric segment where the text allows it, or the library may split off digits into a segment of their own. */
function segments(text: string): string | QRCodeSegment[] {
  return alphanumeric.test(text) ? [{ data: text, mode: 'alphanumeric' }] : text;
}
