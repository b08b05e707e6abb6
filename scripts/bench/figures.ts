/** The value below which a share of the values lies (nearest rank). */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (value === undefined) throw new RangeError('No values to take a quantile of');
  return value;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (quantile(sorted, 0.5) + (Number.isInteger(middle) ? (sorted[middle] ?? 0) : quantile(sorted, 0.5))) / 2;
}

/** With so many decimals, and no more than are there. */
export function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
