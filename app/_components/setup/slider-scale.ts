/** Positions of a slider; enough for one a pixel. */
export const sliderSteps = 300;

/** Wide ranges are dragged by ratio, narrow ones evenly. */
function isWide(min: number, max: number): boolean {
  return max - min > 200 && max / Math.max(min, 1) > 20;
}

/** Value at a slider position 0 … {@link sliderSteps}, on the grid of `step`. */
export function valueAt(position: number, min: number, max: number, step: number): number {
  const share = position / sliderSteps;
  const raw = isWide(min, max) ? min - 1 + (max - min + 1) ** share : min + share * (max - min);
  return onGrid(raw, min, max, step);
}

/** Slider position of a value; outside values sit at the ends. */
export function positionOf(value: number, min: number, max: number): number {
  const inside = Math.min(max, Math.max(min, value));
  const share = isWide(min, max)
    ? Math.log(inside - min + 1) / Math.log(max - min + 1)
    : (inside - min) / (max - min);
  return Math.round(share * sliderSteps);
}

/** Nearest multiple of the step within the bounds, without the tail of binary fractions. */
export function onGrid(value: number, min: number, max: number, step: number): number {
  const stepped = Number((Math.round(value / step) * step).toPrecision(12));
  return Math.min(max, Math.max(min, stepped));
}
