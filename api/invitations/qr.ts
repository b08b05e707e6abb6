import { create, type QRCode, type QRCodeSegment, toBuffer } from 'qrcode';

/** Light modules around the symbol. ISO/IEC 18004 asks for four; scanners fail without. */
const quietZone = 4;
/** The PNG is as wide as whole pixels a module allow, at most this: sharp on paper, small to send. */
const widestPng = 800;

/** What ISO/IEC 18004 packs two characters to eleven bits. */
const alphanumeric = /^[0-9A-Z $%*+\-./:]+$/;

/** A QR code as an SVG document of its own size in modules; error correction level M, the smallest version that holds it. */
export function qrSvg(text: string): string {
  const { modules } = symbol(text);
  const width = modules.size + 2 * quietZone;
  const rows = Array.from({ length: modules.size }, (_, y) => {
    const row = Array.from({ length: modules.size }, (_, x) => (modules.get(y, x) ? '1' : '0')).join('');
    const runs = [...row.matchAll(/1+/g)];
    return runs.map(({ index, 0: run }) => `M${index + quietZone} ${y + quietZone}h${run.length}v1h-${run.length}z`);
  });
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${width}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0 0h${width}v${width}H0z"/><path d="${rows.flat().join('')}"/></svg>`
  );
}

/** The same as a PNG, 600 to 800 pixels wide for the lengths that occur, a whole number of pixels a module. */
export async function qrPng(text: string): Promise<Uint8Array> {
  const width = symbol(text).modules.size + 2 * quietZone;
  return toBuffer(segments(text), {
    errorCorrectionLevel: 'M',
    margin: quietZone,
    scale: Math.floor(widestPng / width),
  });
}

function symbol(text: string): QRCode {
  return create(segments(text), { errorCorrectionLevel: 'M' });
}

/** One alphanumeric segment where the text allows it, or the library may split off digits into a segment of their own. */
function segments(text: string): string | QRCodeSegment[] {
  return alphanumeric.test(text) ? [{ data: text, mode: 'alphanumeric' }] : text;
}
