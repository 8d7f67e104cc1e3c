/** A price or quantity as Binance writes it: eight decimals, or every digit where eight would change it. */
export function wireNumber(value: number): string {
  const text = value.toFixed(8);
  return Number(text) === value ? text : String(value);
}

/** What follows from prices and quantities, in eight decimals. */
export function wireAmount(value: number): string {
  return value.toFixed(8);
}
