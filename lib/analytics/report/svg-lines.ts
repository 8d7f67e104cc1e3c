import { Html, html } from './html';
import { type FrameOptions, plotOf, svgFrame } from './svg-frame';
import { extent, linearScale, logScale } from './ticks';

export interface SvgSeries {
  readonly label: string;
  /** Last value as it is written in the legend. */
  readonly last: string;
  readonly values: readonly (number | null)[] | Float64Array;
  /** Class of the line: colour and dashes. */
  readonly look: 'run' | 'bench' | 'second' | 'third' | 'fourth' | 'band' | 'loss';
  readonly fill?: boolean;
}

export interface LinesOptions
  extends Pick<FrameOptions, 'height' | 'width' | 'summary' | 'verticalText' | 'below' | 'marks'> {
  /** Places 0 to 1 of the values, evenly spread when left out. */
  readonly log?: boolean;
  /** A value the axis must hold, 0 for drawdowns. */
  readonly include?: number;
}

/** At most two points a bucket, its lowest and highest, so that a long curve keeps its extremes. */
const buckets = 480;

/** Lines over one another, with a legend that names each by dash as well as colour. */
export function svgLines(series: readonly SvgSeries[], options: LinesOptions): Html {
  const shown = series.map((line) => ({ ...line, points: thinned(line.values) }));
  const range = extent(...series.map((line) => line.values), [options.include ?? null]);
  if (range === null) return html`<p class="empty">No values to draw.</p>`;
  const isLog = options.log === true && range.low > 0;
  const vertical = isLog ? logScale(range.low, range.high) : linearScale(range.low, range.high);
  const { x, y } = plotOf(options);
  const base = y(
    vertical.place(Math.max(range.low, Math.min(range.high, options.include ?? range.low))),
  );
  const drawing = html`${shown.map(({ look, fill, points }) => {
    const runs = points.map((run) => run.map((p) => `${x(p.place)},${y(vertical.place(p.value))}`));
    return runs.map((run, k) => {
      const first = x(points[k]![0]!.place);
      const last = x(points[k]!.at(-1)!.place);
      return html`${fill ? new Html(`<polygon class="fill ${look}" points="${first},${base} ${run.join(' ')} ${last},${base}"/>`) : null}<polyline class="line ${look}" points="${run.join(' ')}"/>`;
    });
  })}`;
  return html`${svgFrame({ ...options, vertical }, drawing)}${legend(series)}`;
}

export function legend(series: readonly Pick<SvgSeries, 'label' | 'last' | 'look'>[]): Html {
  return html`<p class="legend">${series.map(
    ({ label, last, look }) =>
      html`<span><svg viewBox="0 0 24 8" class="key" aria-hidden="true"><line class="line ${look}" x1="0" x2="24" y1="4" y2="4"/></svg>${label} <b>${last}</b></span>`,
  )}</p>`;
}

interface Point {
  readonly place: number;
  readonly value: number;
}

/** Unbroken stretches of points; a missing value breaks the line. */
function thinned(values: SvgSeries['values']): Point[][] {
  const n = values.length;
  const wide = Math.max(1, Math.floor(n / buckets));
  const place = (i: number) => (n === 1 ? 0.5 : i / (n - 1));
  const runs: Point[][] = [];
  let run: Point[] = [];
  const close = () => {
    if (run.length > 0) runs.push(run);
    run = [];
  };
  for (let from = 0; from < n; from += wide) {
    let low = -1;
    let high = -1;
    for (let i = from; i < Math.min(n, from + wide); i++) {
      const value = values[i]!;
      if (value === null || !Number.isFinite(value)) continue;
      if (low < 0 || value < values[low]!) low = i;
      if (high < 0 || value > values[high]!) high = i;
    }
    if (low < 0) {
      close();
      continue;
    }
    const ends = low === high ? [low] : [Math.min(low, high), Math.max(low, high)];
    for (const i of ends) run.push({ place: place(i), value: values[i]! });
  }
  close();
  return runs;
}
