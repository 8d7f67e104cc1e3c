/** A whole number inside an English sentence, thousands grouped: `1,392`. Independent of the machine's locale. */
export function countText(count: number): string {
  return groupThousands(String(count));
}

/** Groups the digits of a whole number that is already text. */
export function groupThousands(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}
