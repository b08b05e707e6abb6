/**
 * numerator ÷ denominator, rounded half up to `decimals` places, exactly: the float that prints as that decimal.
 * Whole numbers are divided as such, since 0.285 or 4.625 as floats may lie a hair below the half.
 *
 * Numerator ≥ 0, denominator ≥ 1, both safe integers; throws RangeError otherwise.
 */
export function halfUp(numerator: number, denominator: number, decimals: number): number {
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator) || numerator < 0 || denominator < 1) {
    throw new RangeError(`Cannot round ${numerator} / ${denominator}`);
  }
  const twice = 2n * BigInt(denominator);
  const steps = (2n * BigInt(numerator) * 10n ** BigInt(decimals) + BigInt(denominator)) / twice;
  return Number(`${steps}e-${decimals}`);
}
