import { type SheetRow, textOf } from './cell.ts';

/**
 * Whether text was written with an old Vietnamese font (TCVN3, VNI) or decoded by the wrong table: Unicode then shows
 * signs that no Vietnamese word has, within words (`Hå s¬`, `Hoà sô`, `Há»“ sÆ¡`).
 */
export function looksLikeOldEncoding(rows: readonly SheetRow[]): boolean {
  const texts = rows.flatMap(({ cells }) => cells.map(textOf));
  const strange = texts.reduce((sum, text) => sum + (text.match(strangeInWord)?.length ?? 0), 0);
  return strange >= 5;
}

const strangeInWord = /(?<=\p{L})[¡-¿ÆÇÐÑÎÏØÜÞßäåæçëïñöøûüþÿ×÷]|[¡-¿ÆÇÐÑÎÏØÜÞßäåæçëïñöøûüþÿ×÷](?=\p{L})/gu;
