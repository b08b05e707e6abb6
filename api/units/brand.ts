/**
 * How a unit's pages look: one main colour and what follows from it, and the emblem. Shared by the survey page, what is
 * printed, the counter's screen, and the settings page that previews it.
 */

/** `#rrggbb`, lower case. */
export type Colour = `#${string}`;

/** An emblem that a page can show by its address; the address changes with the picture, so copies can be kept for good. */
export interface EmblemPlace {
  /** A path of this service. */
  readonly address: string;
  /** In its own proportions; a page gives it the height that it has room for. */
  readonly width: number;
  readonly height: number;
}

/** What a unit has chosen; null where it has chosen nothing. */
export interface Brand {
  readonly colour: Colour | null;
  readonly emblem: EmblemPlace | null;
}

/** The part of a unit's row that its look is made from. */
export interface BrandRow {
  readonly unitCode: string;
  readonly colour: string | null;
  readonly emblemTag: string | null;
  readonly emblemWidth: number | null;
  readonly emblemHeight: number | null;
}

export function brandFrom({ unitCode, colour, emblemTag, emblemWidth, emblemHeight }: BrandRow): Brand {
  return {
    colour: colour === null ? null : (readColour(colour) ?? null),
    emblem:
      emblemTag === null || emblemWidth === null || emblemHeight === null
        ? null
        : { address: `/bieu-trung/${unitCode}/${emblemTag}`, width: emblemWidth, height: emblemHeight },
  };
}

/** What a page is coloured with. */
export interface Palette {
  /** Links, headings and borders on white; the ground of buttons. */
  readonly main: Colour;
  /** Words on the main colour. */
  readonly ink: Colour;
  /** The ground of what is chosen. */
  readonly tint: Colour;
}

/** The look of the service where a unit has chosen no colour. */
export const defaultPalette: Palette = { main: '#0b4f6c', ink: '#ffffff', tint: '#e2eff5' };

/** The ground that every page stands on. */
export const pageGround: Colour = '#ffffff';

/** A colour as it is kept: `#RRGGBB` in either case, blanks around it; undefined for anything else. */
export function readColour(text: string): Colour | undefined {
  const colour = text.trim().toLowerCase();
  return /^#[0-9a-f]{6}$/.test(colour) ? (colour as Colour) : undefined;
}

/** What follows from a main colour that passed `contrastFault`. */
export function paletteFrom(colour: Colour | null): Palette {
  if (colour === null || colour === defaultPalette.main) return defaultPalette;
  return { main: colour, ink: pageGround, tint: mix(colour, pageGround, 0.12) };
}

/** The contrast of two colours, from 1 to 21. Source: WCAG 2.2, “contrast ratio”. */
export function contrast(one: Colour, other: Colour): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** Where a main colour would have to be read, and what WCAG 2.2 AA asks for there (1.4.3 words, 1.4.11 borders). */
export const contrastRules = [
  { use: 'text', least: 4.5, ground: () => pageGround },
  { use: 'button', least: 4.5, ground: () => pageGround },
  { use: 'border', least: 3, ground: (colour: Colour) => paletteFrom(colour).tint },
] as const;

/** A use for which a colour is too pale. */
export interface ContrastFault {
  readonly use: (typeof contrastRules)[number]['use'];
  readonly ground: Colour;
  readonly ratio: number;
  readonly least: number;
}

/** The first use for which the colour is too pale; undefined where it can be read everywhere. */
export function contrastFault(colour: Colour): ContrastFault | undefined {
  return contrastRules
    .map(({ use, least, ground }) => ({ use, least, ground: ground(colour), ratio: contrast(colour, ground(colour)) }))
    .find(({ ratio, least }) => ratio < least);
}

/** The colour, darkened in small steps until it can be read: what to offer for one that is too pale. */
export function readableShade(colour: Colour): Colour {
  const steps = Array.from({ length: 51 }, (_, step) => mix(colour, '#000000', 1 - step / 50));
  return steps.find((shade) => !contrastFault(shade)) ?? '#000000';
}

/** A ratio as it is shown: two decimals, never rounded up to what it has not reached. */
export function shownRatio(ratio: number): number {
  return Math.floor(ratio * 100 + 1e-9) / 100;
}

/** `share` of the first colour, the rest of the second. */
function mix(one: Colour, other: Colour, share: number): Colour {
  const [first, second] = [channels(one), channels(other)];
  const mixed = first.map((value, at) => Math.round(value * share + (second[at] ?? 0) * (1 - share)));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** Source: WCAG 2.2, “relative luminance”, with the threshold as corrected there. */
function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(colour: Colour): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}
