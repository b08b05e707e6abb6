/**
 * A target as people type it, 0 to 100 with at most two decimals after a comma or a point: `95`, `92,5`, `92.50 %`.
 * Undefined for anything else.
 */
export function readPercent(text: string): number | undefined {
  const [, whole, decimals = '0'] = /^\s*(\d{1,3})(?:[.,](\d{1,2}))?\s*%?\s*$/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const percent = Number(`${whole}.${decimals}`);
  return percent <= 100 ? percent : undefined;
}
