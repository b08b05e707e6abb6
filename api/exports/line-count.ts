/**
 * In how many lines a text is set in a column, by its words; `width` in digits of the text's own size. Spreadsheets find a
 * row's height themselves when a person edits it, but not all do when they open a file, and none looks into merged cells.
 */
export function lineCount(text: string, width: number): number {
  return text.split('\n').reduce((sum, paragraph) => sum + paragraphLines(paragraph, width), 0);
}

/** How wide a letter is on average, as a share of a digit: a little more than measured, since an empty line hides nothing. */
const letter = 0.9;

function paragraphLines(paragraph: string, width: number): number {
  let lines = 1;
  let filled = 0;
  for (const word of paragraph.split(' ')) {
    const size = word.length * letter;
    if (filled > 0 && filled + letter + size > width) {
      lines += 1;
      filled = size;
    } else filled += (filled > 0 ? letter : 0) + size;
    // A word longer than the line is broken.
    while (filled > width) {
      lines += 1;
      filled -= width;
    }
  }
  return lines;
}
