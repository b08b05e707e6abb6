import { type Colour, defaultPalette, paletteFrom } from '../api/units/brand.ts';

/**
 * The one line of style that puts a page into a unit's colour, after the common sheet; undefined where that already says
 * it. The content security policy names it by hash, so it must stay the same text for the same colour.
 * What is written on the colour is white by the common sheet, which `contrastFault` allows for.
 */
export function brandStyle(colour: Colour | null): string | undefined {
  const { main, tint } = paletteFrom(colour);
  return main === defaultPalette.main ? undefined : `:root{--brand:${main};--tint:${tint}}`;
}
