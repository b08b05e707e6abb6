import { type Colour, defaultPalette, paletteFrom } from '../api/units/brand.ts';

/**
 * The one line of style that puts a page into a unit's colour, after the common sheet; undefined where that already says
 * it. The content security policy names it by hash, so it must stay the same text for the same colour.
 */
export function brandStyle(colour: Colour | null): string | undefined {
  const { main, ink, tint } = paletteFrom(colour);
  return main === defaultPalette.main ? undefined : `:root{--brand:${main};--on-brand:${ink};--tint:${tint}}`;
}
