/** Rows as one JSON array of objects, a page at a time, so that a long table is never whole in memory. */
export async function* jsonPages(
  columns: readonly string[],
  pages: AsyncIterable<readonly (readonly (string | number | null)[])[]>,
): AsyncIterable<string> {
  let between = '[\n';
  for await (const rows of pages) {
    if (rows.length === 0) continue;
    const objects = rows.map((row) => Object.fromEntries(columns.map((name, index) => [name, row[index] ?? null])));
    yield between + objects.map((object) => JSON.stringify(object)).join(',\n');
    between = ',\n';
  }
  yield between === '[\n' ? '[]\n' : '\n]\n';
}
