/**
 * The RSI as a rule reads it: 0 is what the indicator gives where nothing moved at all, and no movement is
 * neither oversold nor overbought, so it reads as 50.
 */
export function neutralRsi(
  rsi: Float64Array,
  close: Float64Array,
  i: number,
  period: number,
): number {
  const value = rsi[i]!;
  if (value !== 0) return value;
  for (let k = Math.max(1, i - period + 1); k <= i; k++) if (close[k] !== close[k - 1]) return 0;
  return 50;
}
