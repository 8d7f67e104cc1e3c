/** Points a curve has at most. */
export const mostPoints = 1000;

/** Up to `most` of the whole numbers `[from, to)`, evenly spaced, the last one always among them. */
export function spacedBars(from: number, to: number, most = mostPoints): Uint32Array {
  const span = to - from;
  if (span <= 0) return new Uint32Array(0);
  const count = Math.min(span, most);
  return Uint32Array.from({ length: count }, (_, i) =>
    count === 1 ? to - 1 : from + Math.floor((i * (span - 1)) / (count - 1) + 0.5),
  );
}
