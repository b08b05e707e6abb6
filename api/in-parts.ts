/** Rows in parts small enough for one statement each: PostgreSQL takes 65,535 parameters, and a row has a dozen or so. */
export function inParts<T>(rows: readonly T[]): T[][] {
  const size = 500;
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, part) => rows.slice(part * size, (part + 1) * size));
}
