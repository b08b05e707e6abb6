/**
 * The rows in random order, each order as likely as any other (Fisher–Yates; Knuth, The Art of Computer Programming,
 * vol. 2, 3.4.2, algorithm P). `randomBytes` gives as many random bytes as asked for.
 */
export function shuffle<T>(rows: readonly T[], randomBytes: (length: number) => Uint8Array): T[] {
  const shuffled = [...rows];
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = below(last + 1, randomBytes);
    [shuffled[last], shuffled[other]] = [shuffled[other] as T, shuffled[last] as T];
  }
  return shuffled;
}

/** A whole number from 0 to `bound` − 1, none likelier than another: what would favour the small ones is drawn again. */
function below(bound: number, randomBytes: (length: number) => Uint8Array): number {
  const limit = 2 ** 32 - (2 ** 32 % bound);
  for (;;) {
    const drawn = Buffer.from(randomBytes(4)).readUInt32BE();
    if (drawn < limit) return drawn % bound;
  }
}
