/** Counts the pages of a PDF while it arrives, whichever way it is cut into pieces. */
export function pageCounter(): (piece: Uint8Array) => number {
  const decoder = new TextDecoder('latin1');
  const mark = '/Type /Page\n';
  let rest = '';
  let pages = 0;
  return (piece) => {
    const text = rest + decoder.decode(piece, { stream: true });
    pages += text.split(mark).length - 1;
    rest = text.slice(Math.max(0, text.lastIndexOf(mark) + mark.length, text.length - mark.length + 1));
    return pages;
  };
}
