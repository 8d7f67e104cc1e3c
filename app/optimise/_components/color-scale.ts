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

/** The upper half of the scores is where the best are looked for, so colour grows faster there. */
const growth = 1.7;

/** Share of the full colour at a share 0…1 of the scale. */
export const colorShare = (share: number): number => palest + (1 - palest) * share ** growth;

/** One hue from near the surface to its full strength: order can be read without telling colours apart. */
export function colorScale(surface: string, full: string): readonly string[] {
  const [from, to] = [rgbOf(surface), rgbOf(full)];
  return Array.from({ length: scaleSteps }, (_, i) => {
    const share = colorShare(i / (scaleSteps - 1));
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

/** The scale as a CSS gradient of the same colours, from left to right. */
export function rampGradient(): string {
  const stops = Array.from({ length: 9 }, (_, i) => {
    const percent = (100 * colorShare(i / 8)).toFixed(1);
    return `color-mix(in srgb, var(--accent) ${percent}%, var(--surface))`;
  });
  return `linear-gradient(to right, ${stops.join(', ')})`;
}
