import { type Html, html } from './html';
import { type FrameOptions, plotOf, svgFrame } from './svg-frame';
import { legend } from './svg-lines';
import { extent, linearScale } from './ticks';

export interface SvgBarGroup {
  readonly label: string;
  /** One value a series; null leaves its place empty. */
  readonly values: readonly (number | null)[];
}

/** Bars from zero, side by side within a group; a second series is hatched as well as coloured. */
export function svgBars(
  groups: readonly SvgBarGroup[],
  series: readonly string[],
  options: Pick<FrameOptions, 'height' | 'width' | 'summary' | 'verticalText'> & {
    /** Curve over the bars, one value a group: the expected counts of a normal. */
    readonly curve?: { readonly label: string; readonly values: readonly number[] };
  },
): Html {
  const { curve } = options;
  const { x, y } = plotOf(options);
  const range = extent([0], curve?.values ?? [], ...groups.map((g) => g.values));
  if (groups.length === 0 || range === null || range.low === range.high) {
    return html`<p class="empty">No values to draw.</p>`;
  }
  const vertical = linearScale(range.low, range.high);
  const slot = 1 / groups.length;
  const mostLabels = options.width === undefined ? 14 : 7;
  const every = Math.ceil(groups.length / mostLabels);
  const bar = slot / (series.length + 0.6);
  const zero = y(vertical.place(0));
  const drawing = html`${groups.map((group, g) =>
    group.values.map((value, s) => {
      if (value === null || !Number.isFinite(value)) return null;
      const left = g * slot + bar * (0.3 + s);
      const at = y(vertical.place(value));
      const top = Math.min(Number(at), Number(zero));
      const look = s > 0 ? 'bench' : value < 0 ? 'down' : 'up';
      return html`<rect class="bar ${look}" x="${x(left)}" width="${(Number(x(left + bar)) - Number(x(left))).toFixed(1)}" y="${top.toFixed(1)}" height="${Math.abs(Number(at) - Number(zero)).toFixed(1)}"/>`;
    }),
  )}${
    curve === undefined
      ? null
      : html`<polyline class="line second" points="${curve.values
          .map((value, g) => `${x((g + 0.5) * slot)},${y(vertical.place(value))}`)
          .join(' ')}"/>`
  }`;
  const below = groups
    .map(({ label }, g) => ({ place: (g + 0.5) * slot, text: label }))
    .filter((_, g) => g % every === 0);
  const keys = [
    ...(series.length > 1
      ? series.map((label, s) => ({
          label,
          last: '',
          look: s === 0 ? ('run' as const) : ('bench' as const),
        }))
      : []),
    ...(curve === undefined ? [] : [{ label: curve.label, last: '', look: 'second' as const }]),
  ];
  return html`${svgFrame({ ...options, vertical, below }, drawing)}${keys.length > 0 ? legend(keys) : null}`;
}
