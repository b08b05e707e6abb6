import { type PDFiumLibrary, PDFiumLibrary as Pdfium } from '@hyzyla/pdfium';

/** A grey picture: a byte a pixel, 0 black to 255 white. */
export interface Grey {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

let library: Promise<PDFiumLibrary> | undefined;

/** The pages of a PDF as a printer of that many dots to the inch would lay them down, drawn by PDFium. */
export async function rasterisePdf(pdf: Uint8Array, dpi: number, pages?: readonly number[]): Promise<Grey[]> {
  library ??= Pdfium.init();
  const document = await (await library).loadDocument(pdf);
  try {
    const drawn: Grey[] = [];
    for (const page of document.pages()) {
      if (pages && !pages.includes(page.number)) continue;
      const { data, width, height } = await page.render({ scale: dpi / 72, render: 'bitmap' });
      drawn.push({ width, height, pixels: greyOf(data, width * height) });
    }
    return drawn;
  } finally {
    document.destroy();
  }
}

/** How many pages a PDF has. */
export async function pageCount(pdf: Uint8Array): Promise<number> {
  library ??= Pdfium.init();
  const document = await (await library).loadDocument(pdf);
  const count = document.getPageCount();
  document.destroy();
  return count;
}

/** Part of a picture, in its own measures. */
export function crop(picture: Grey, part: { left: number; top: number; width: number; height: number }): Grey {
  const [left, top] = [Math.round(part.left), Math.round(part.top)];
  const width = Math.min(Math.round(part.width), picture.width - left);
  const height = Math.min(Math.round(part.height), picture.height - top);
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const from = (top + y) * picture.width + left;
    pixels.set(picture.pixels.subarray(from, from + width), y * width);
  }
  return { width, height, pixels };
}

/** A receipt printer burns a dot or leaves it. */
export function burnt({ pixels, ...size }: Grey): Grey {
  return { ...size, pixels: pixels.map((value) => (value < 128 ? 0 : 255)) };
}

/** What a hasty phone sees: turned by some degrees, out of focus, in poor light. `sharpness` is the blur's deviation in pixels. */
export function photographed(picture: Grey, how: { degrees: number; blur: number; contrast: number }): Grey {
  return dimmed(blurred(turned(picture, how.degrees), how.blur), how.contrast);
}

function greyOf(bgra: Uint8Array, count: number): Uint8Array {
  const pixels = new Uint8Array(count);
  for (let at = 0; at < count; at++) {
    const [blue = 0, green = 0, red = 0] = bgra.subarray(at * 4, at * 4 + 3);
    pixels[at] = Math.round(0.114 * blue + 0.587 * green + 0.299 * red);
  }
  return pixels;
}

/** Turned around its middle, on white, between the pixels by their neighbours. */
function turned({ width, height, pixels }: Grey, degrees: number): Grey {
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const side = Math.ceil(Math.abs(width * cos) + Math.abs(height * sin));
  const tall = Math.ceil(Math.abs(width * sin) + Math.abs(height * cos));
  const at = (x: number, y: number) =>
    x < 0 || y < 0 || x >= width || y >= height ? 255 : (pixels[y * width + x] ?? 255);
  const result = new Uint8Array(side * tall);
  for (let y = 0; y < tall; y++) {
    for (let x = 0; x < side; x++) {
      const [dx, dy] = [x - side / 2, y - tall / 2];
      const [fromX, fromY] = [cos * dx + sin * dy + width / 2, cos * dy - sin * dx + height / 2];
      const [left, top] = [Math.floor(fromX), Math.floor(fromY)];
      const [right, below] = [fromX - left, fromY - top];
      const upper = at(left, top) * (1 - right) + at(left + 1, top) * right;
      const lower = at(left, top + 1) * (1 - right) + at(left + 1, top + 1) * right;
      result[y * side + x] = Math.round(upper * (1 - below) + lower * below);
    }
  }
  return { width: side, height: tall, pixels: result };
}

/** A Gaussian, first along the rows and then along the columns. */
function blurred({ width, height, pixels }: Grey, deviation: number): Grey {
  if (deviation === 0) return { width, height, pixels };
  const reach = Math.ceil(3 * deviation);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, at) =>
    Math.exp(-((at - reach) ** 2) / (2 * deviation ** 2)),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const pass = (from: Uint8Array, step: number, length: number, lines: number, stride: number) => {
    const to = new Uint8Array(from.length);
    for (let line = 0; line < lines; line++) {
      for (let at = 0; at < length; at++) {
        let value = 0;
        for (const [index, weight] of weights.entries()) {
          const place = Math.min(length - 1, Math.max(0, at + index - reach));
          value += weight * (from[line * stride + place * step] ?? 255);
        }
        to[line * stride + at * step] = Math.round(value / sum);
      }
    }
    return to;
  };
  const rows = pass(pixels, 1, width, height, width);
  return { width, height, pixels: pass(rows, width, height, width, 1) };
}

/** Less light and less difference, and more of both to one side, as under a lamp. */
function dimmed({ width, height, pixels }: Grey, contrast: number): Grey {
  const result = pixels.map((value, at) => {
    const shade = 0.75 + (0.25 * (at % width)) / width;
    return Math.round((40 + value * contrast * 0.7) * shade);
  });
  return { width, height, pixels: result };
}
