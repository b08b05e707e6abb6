/** Counts the pages of a PDF while it arrives, whichever way it is cut into pieces. */
export function pageCounter(): (piece: Uint8Array) => number {
  const decoder = new TextDecoder('latin1');
  const mark = '/Type /Page\n';
  let rest = '';
  let pages = 0;
  return (piece) => {
    const parts = (rest + decoder.decode(piece, { stream: true })).split(mark);
    pages += parts.length - 1;
    // As much as may be the beginning of the next one.
    rest = (parts.at(-1) ?? '').slice(1 - mark.length);
    return pages;
  };
}
