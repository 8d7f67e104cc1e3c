import { type Html, html } from './html';
import { plotOf, svgFrame } from './svg-frame';
import { extent, linearScale } from './ticks';

export interface SvgPoint {
  readonly across: number;
  readonly up: number;
  /** A won trade is a triangle up, a lost one a triangle down. */
  readonly won: boolean;
}

/** Points told apart by shape and colour; at most 2,000, evenly chosen. */
export function svgScatter(
  points: readonly SvgPoint[],
  options: {
    readonly height: number;
    readonly width?: number;
    readonly summary: string;
    readonly text: (value: number) => string;
  },
): Html {
  const across = extent(
    points.map((p) => p.across),
    [0],
  );
  const up = extent(
    points.map((p) => p.up),
    [0],
  );
  if (points.length === 0 || across === null || up === null) {
    return html`<p class="empty">No closed trades.</p>`;
  }
  const { x, y } = plotOf(options);
  const horizontal = linearScale(across.low, across.high, 8);
  const vertical = linearScale(up.low, up.high);
  const every = Math.floor((points.length + 1999) / 2000);
  const shown = points.filter((_, i) => i % every === 0);
  const drawing = html`${shown.map((p) => {
    const cx = Number(x(horizontal.place(p.across)));
    const cy = Number(y(vertical.place(p.up)));
    const tip = p.won ? -4 : 4;
    return html`<polygon class="point ${p.won ? 'up' : 'down'}" points="${cx - 4},${cy - tip} ${cx + 4},${cy - tip} ${cx},${cy + tip}"/>`;
  })}`;
  const below = horizontal.ticks.map((tick) => ({
    place: horizontal.place(tick),
    text: options.text(tick),
  }));
  return svgFrame(
    {
      ...options,
      vertical,
      verticalText: options.text,
      below,
    },
    drawing,
  );
}
