import { fold } from './fold.ts';

/** A piece of a text, and whether it is what was searched for. */
export interface Piece {
  readonly text: string;
  readonly found: boolean;
}

/** A text cut where a search finds something in it, with or without its diacritics: `phien ha` is found in `phiền hà`. */
export function highlight(text: string, search: string): Piece[] {
  const wanted = fold(search);
  if (!wanted) return [{ text, found: false }];
  // Letter by letter, so that a place in the folded text is a place in the text itself.
  const letters = [...text.normalize('NFC')];
  const starts: number[] = [];
  let folded = '';
  for (const letter of letters) {
    starts.push(folded.length);
    folded += fold(letter);
  }
  // The first letter starts at 0, so one always starts at or before a place.
  const letterAt = (place: number) => starts.findLastIndex((start) => start <= place);
  const pieces: Piece[] = [];
  let done = 0;
  const add = (to: number, found: boolean) => {
    if (to > done) pieces.push({ text: letters.slice(done, to).join(''), found });
    done = Math.max(done, to);
  };
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + wanted.length)) {
    add(letterAt(at), false);
    add(letterAt(at + wanted.length - 1) + 1, true);
  }
  add(letters.length, false);
  return pieces;
}
