import { formatDate } from '../views/format-date';

/** Six dates evenly spread below a chart. */
export function timeLabels(
  times: readonly number[] | Float64Array,
  timeZone: string,
): { readonly place: number; readonly text: string }[] {
  const n = times.length;
  if (n === 0) return [];
  const labels: { place: number; text: string }[] = [];
  for (let k = 0; k < 6; k++) {
    const place = 0.05 + (k * 0.9) / 5;
    const i = Math.floor(place * (n - 1) + 0.5);
    labels.push({ place, text: formatDate(times[i]!, timeZone) });
  }
  return labels;
}
