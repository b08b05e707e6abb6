import type { EmblemFault, Picture } from './picture.ts';
import { readXml, type XmlElement } from './xml.ts';

/** What draws. */
const elements = new Set(
  (
    'svg g defs symbol use path rect circle ellipse line polyline polygon text tspan linearGradient radialGradient stop ' +
    'clipPath style'
  ).split(' '),
);

/** What programs leave behind beside the picture; it says nothing to who looks at it. */
const leftOut = new Set(['metadata', 'title', 'desc', 'namedview']);

/** What can run or fetch, whatever it is called before the colon. */
const acting = new Set([
  'script',
  'handler',
  'listener',
  'foreignObject',
  'iframe',
  'object',
  'embed',
  'audio',
  'video',
  'link',
]);

const attributes = new Set(
  (
    'id class style transform x y x1 y1 x2 y2 cx cy r rx ry fx fy fr d points dx dy rotate offset href ' +
    'fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit ' +
    'stroke-dasharray stroke-dashoffset opacity color display visibility overflow paint-order vector-effect ' +
    'stop-color stop-opacity gradientUnits gradientTransform spreadMethod clip-path clip-rule clipPathUnits ' +
    'font-family font-size font-style font-weight font-variant letter-spacing word-spacing text-anchor ' +
    'dominant-baseline textLength lengthAdjust preserveAspectRatio width height viewBox'
  ).split(' '),
);

/** What a style may calculate with. `url` has been looked at before. */
const functions = /^(rgba?|hsla?|matrix|translate[XY]?|scale[XY]?|rotate|skew[XY])$/i;

const ownPlace = /^#[\w:.-]+$/;

/** An SVG made anew from what draws in the one that came; what could run or fetch anything is refused by name. */
export function readSvg(bytes: Uint8Array): Picture | EmblemFault {
  const text = decode(bytes);
  if (text === undefined || !/^\s*<[?!a-z]/i.test(text)) return { kind: 'unknown-type' };
  const root = readXml(text);
  if (root === 'entity') return { kind: 'svg-entity' };
  if (root === 'malformed') return { kind: 'svg-malformed' };
  if (localName(root.name) !== 'svg') return { kind: 'unknown-type' };
  const fault = faultIn(root) ?? nestedUse(root);
  if (fault) return fault;
  const box = measuresOf(root);
  if (!box) return { kind: 'svg-measures' };
  const scale = Math.min(1, 4096 / Math.max(box.width, box.height));
  const [width, height] = [box.width, box.height].map((side) => Math.max(1, Math.round(side * scale)));
  if (width === undefined || height === undefined) return { kind: 'svg-measures' };
  const own = new Map([
    ...[...root.attributes].filter(([key]) => !['width', 'height', 'viewBox', 'xmlns'].includes(key)),
    ['viewBox', box.viewBox],
    ['width', String(width)],
    ['height', String(height)],
  ]);
  const svg = written({ ...root, attributes: own }).replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"');
  return { content: Buffer.from(svg, 'utf8'), width, height };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Without the prefix of a namespace. */
function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Whether it belongs to a namespace other than SVG's own, by the prefixes that programs use for those. */
function isForeign(name: string): boolean {
  return name.includes(':') && !name.startsWith('svg:');
}

function isLeftOut(element: XmlElement): boolean {
  return isForeign(element.name) || leftOut.has(localName(element.name));
}

/** The first thing in an element, or under it, for which the picture is refused. */
function faultIn(element: XmlElement): EmblemFault | undefined {
  const name = localName(element.name);
  if (acting.has(name)) return { kind: 'svg-script', name: `<${name}>` };
  const handler = [...element.attributes.keys()].find((key) => /^on/i.test(localName(key)));
  if (handler !== undefined) return { kind: 'svg-script', name: handler };
  const children = element.children.filter((child) => typeof child !== 'string');
  if (isLeftOut(element)) return children.map(faultIn).find((fault) => fault !== undefined);
  if (!elements.has(name)) return { kind: 'svg-element', name: `<${name}>` };
  for (const [key, value] of element.attributes) {
    if (localName(key) === 'href' && !ownPlace.test(value.trim())) return { kind: 'svg-reference', name: key };
    if (attributes.has(key) && !isHarmless(value))
      return { kind: key === 'style' ? 'svg-style' : 'svg-reference', name: key };
  }
  if (name === 'style' && !isHarmless(textOf(element))) return { kind: 'svg-style', name: '<style>' };
  return children.map(faultIn).find((fault) => fault !== undefined);
}

/** A value or style that refers to nothing but this picture. Escapes and rules with an `@` could hide what does. */
function isHarmless(value: string): boolean {
  // Single blanks, and names from their first letter on: else a long value takes seconds to look through.
  const plain = value.replace(/\s+/g, ' ');
  const rest = plain.replace(/url\( ?(["']?)#[\w:.-]+\1 ?\)/gi, '');
  if (/[\\@<&]|\/\/|javascript:|data:/i.test(rest)) return false;
  return [...rest.matchAll(/(?<![\w-])([\w-]*) ?\(/g)].every(([, called = '']) => functions.test(called));
}

/** One `use` inside what another shows can be repeated until a phone gives up. */
function nestedUse(root: XmlElement): EmblemFault | undefined {
  const all = everyElement(root);
  const targets = new Set(all.filter(isUse).map((element) => hrefOf(element)?.trim().slice(1)));
  const isNested = all.some(
    (element) => targets.has(element.attributes.get('id')) && everyElement(element).some(isUse),
  );
  return isNested ? { kind: 'svg-element', name: '<use> … <use>' } : undefined;
}

const isUse = (element: XmlElement): boolean => localName(element.name) === 'use';

function everyElement(element: XmlElement): XmlElement[] {
  return [element, ...element.children.flatMap((child) => (typeof child === 'string' ? [] : everyElement(child)))];
}

function hrefOf({ attributes }: XmlElement): string | undefined {
  return attributes.get('href') ?? attributes.get('xlink:href');
}

function textOf({ children }: XmlElement): string {
  return children.map((child) => (typeof child === 'string' ? child : '')).join('');
}

/** The picture's own measures: its view box or, without one, its width and height. */
function measuresOf({ attributes }: XmlElement): { viewBox: string; width: number; height: number } | undefined {
  const box = (attributes.get('viewBox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const [width, height] = [attributes.get('width'), attributes.get('height')].map(pixels);
  const [x = 0, y = 0, w = Number.NaN, h = Number.NaN] = box.length === 4 ? box : [0, 0, width, height];
  const sides = [w, h];
  const areGood = [x, y, ...sides].every(Number.isFinite) && sides.every((side) => side > 0);
  // Past this it would be a line.
  if (!areGood || Math.max(w / h, h / w) > 20) return undefined;
  return { viewBox: [x, y, w, h].join(' '), width: w, height: h };
}

function pixels(length: string | undefined): number {
  const [, number, unit = ''] = /^\s*(\d*\.?\d+)\s*(px|pt|mm|cm|in)?\s*$/.exec(length ?? '') ?? [];
  const each: Readonly<Record<string, number>> = { pt: 4 / 3, mm: 96 / 25.4, cm: 96 / 2.54, in: 96 };
  return number === undefined ? Number.NaN : Number(number) * (each[unit] ?? 1);
}

/** An element and what is under it, from the known names alone. */
function written(element: XmlElement): string {
  const name = localName(element.name);
  const own = [...element.attributes].filter(([key]) => attributes.has(key) && key !== 'href');
  const href = hrefOf(element);
  const all = href === undefined ? own : [...own, ['href', href.trim()] as const];
  const head = [name, ...all.map(([key, value]) => `${key}="${escaped(value)}"`)].join(' ');
  const inside = element.children
    .filter((child) => typeof child === 'string' || !isLeftOut(child))
    .map((child) => (typeof child === 'string' ? textIn(name, child) : written(child)))
    .join('');
  return inside === '' ? `<${head}/>` : `<${head}>${inside}</${name}>`;
}

/** Texts stand where something reads them. */
function textIn(name: string, text: string): string {
  return name === 'text' || name === 'tspan' || name === 'style' ? escaped(text) : '';
}

function escaped(text: string): string {
  return text
    .replace(/[\p{Cc}\u{FFFE}\u{FFFF}]/gu, ' ')
    .replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
