/** Steps of colour between the worst and the best cell. */
export const scaleSteps = 64;

/** The palest step still stands out from the surface by this share of the full colour. */
const palest = 0.07;

type Rgb = readonly [number, number, number];

function rgbOf(css: string): Rgb {
  const parts =
    /^rgba?\(([^)]+)\)/
      .exec(css)?.[1]
      ?.split(/[\s,/]+/)
      .map(Number) ?? [];
  return [parts[0] ?? 0, parts[1] ?? 0, parts[2] ?? 0];
}

/** One hue from near the surface to its full strength: order can be read without telling colours apart. */
export function colorScale(surface: string, full: string): readonly string[] {
  const [from, to] = [rgbOf(surface), rgbOf(full)];
  return Array.from({ length: scaleSteps }, (_, i) => {
    const share = palest + (1 - palest) * (i / (scaleSteps - 1));
    const mix = (k: 0 | 1 | 2): number => Math.round(from[k] + share * (to[k] - from[k]));
    return `rgb(${mix(0)}, ${mix(1)}, ${mix(2)})`;
  });
}

/** Step of the scale for a score; the middle where all scores are equal. */
export function scaleStep(score: number, low: number, high: number): number {
  if (!(high > low)) return scaleSteps >> 1;
  const share = (score - low) / (high - low);
  return Math.max(0, Math.min(scaleSteps - 1, Math.round(share * (scaleSteps - 1))));
}
