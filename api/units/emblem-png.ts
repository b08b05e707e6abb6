import { crc32, inflateSync } from 'node:zlib';
import type { EmblemFault, Picture } from './picture.ts';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** More than any page shows; what a small file could unfold to on an old phone is bounded by it. */
const largestSide = 2048;

/** Chunks that draw. The others (texts, places, times, whatever else a camera or a program put in) are left out. */
const drawing: readonly string[] = ['IHDR', 'PLTE', 'tRNS', 'sRGB', 'gAMA', 'IDAT', 'IEND'];

/** Samples of a pixel by colour type. Source: PNG (third edition), table 12. */
const samples: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

export function isPng(bytes: Uint8Array): boolean {
  return signature.equals(bytes.subarray(0, signature.length));
}

/** A PNG, taken apart, held against its checksums, and put together from what draws. */
export function readPng(bytes: Uint8Array): Picture | EmblemFault {
  const chunks = readChunks(Buffer.from(bytes));
  const header = chunks?.[0];
  if (!chunks || header?.type !== 'IHDR' || header.data.length !== 13) return { kind: 'png-damaged' };
  const [width, height] = [header.data.readUInt32BE(0), header.data.readUInt32BE(4)];
  if (width < 1 || height < 1 || width > largestSide || height > largestSide) {
    return { kind: 'png-measures', name: `${width} × ${height}` };
  }
  if (!isWhole(header.data, chunks)) return { kind: 'png-damaged' };
  const kept = chunks.filter(({ type }) => drawing.includes(type));
  return { content: Buffer.concat([signature, ...kept.map(({ whole }) => whole)]), width, height };
}

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
  readonly whole: Buffer;
}

/** All chunks up to the end; undefined where one is cut off, does not match its checksum, or the end is missing. */
function readChunks(bytes: Buffer): Chunk[] | undefined {
  const chunks: Chunk[] = [];
  let at = signature.length;
  while (at + 12 <= bytes.length) {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length) return undefined;
    const whole = bytes.subarray(at, end);
    const type = whole.toString('latin1', 4, 8);
    if (crc32(whole.subarray(4, -4)) !== whole.readUInt32BE(whole.length - 4)) return undefined;
    chunks.push({ type, data: whole.subarray(8, -4), whole });
    // What stands behind the end is no picture, and is left behind.
    if (type === 'IEND') return chunks;
    at = end;
  }
  return undefined;
}

/** Whether the compressed data unfolds to as much as the measures announce. */
function isWhole(header: Buffer, chunks: readonly Chunk[]): boolean {
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const bits = (samples[header.readUInt8(9)] ?? 0) * header.readUInt8(8);
  const isInterlaced = header.readUInt8(12) === 1;
  const expected = height * (1 + Math.ceil((width * bits) / 8));
  // Interlacing begins more lines and rounds each up.
  const most = isInterlaced ? expected * 2 + 64 : expected;
  try {
    const data = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
    const { length } = inflateSync(data, { maxOutputLength: most });
    return bits > 0 && (isInterlaced ? length >= expected : length === expected);
  } catch {
    return false;
  }
}
