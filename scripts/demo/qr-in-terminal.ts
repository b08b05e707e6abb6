import { toString as draw } from 'qrcode';

/**
 * A QR code out of half blocks, two modules a character, with its quiet zone. In a terminal black on white whatever the
 * terminal's own colours are, since many scanners read no inverted codes; elsewhere without colours, as it would be printed.
 */
export async function qrInTerminal(text: string, options: { colours: boolean }): Promise<string[]> {
  const drawn = await draw([{ data: text, mode: 'alphanumeric' }], { type: 'utf8', errorCorrectionLevel: 'M' });
  const lines = drawn.split('\n');
  return options.colours ? lines.map((line) => `${blackOnWhite}${line}${asBefore}`) : lines;
}

/** Of the 256 colours those two that no terminal's theme changes. */
const blackOnWhite = '\u001b[38;5;16;48;5;231m';
const asBefore = '\u001b[0m';
