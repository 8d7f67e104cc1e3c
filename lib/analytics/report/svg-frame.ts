import { type Html, html } from './html';
import type { Scale } from './ticks';

/** Size of every chart's drawing, in the units of its viewBox. */
export const plot = { left: 8, right: 64, top: 10, bottom: 22, width: 960 } as const;

export const innerWidth = plot.width - plot.left - plot.right;

export const x = (place: number): string => (plot.left + place * innerWidth).toFixed(1);

export const y = (place: number, height: number): string =>
  (plot.top + (1 - place) * (height - plot.top - plot.bottom)).toFixed(1);

export interface FrameOptions {
  readonly height: number;
  /** One sentence: what the chart shows. */
  readonly summary: string;
  readonly vertical: Scale;
  readonly verticalText: (value: number) => string;
  /** Labels below, at places 0 to 1. */
  readonly below: readonly { readonly place: number; readonly text: string }[];
  /** Named lines from top to bottom. */
  readonly marks?: readonly { readonly place: number; readonly text: string }[];
}

/** Grid, labels and marks around a drawing. */
export function svgFrame(options: FrameOptions, drawing: Html): Html {
  const { height, vertical, verticalText, below, marks = [], summary } = options;
  const right = plot.width - plot.right;
  return html`<svg viewBox="0 0 ${plot.width} ${height}" role="img" aria-label="${summary}">
${vertical.ticks.map((tick) => {
  const at = y(vertical.place(tick), height);
  return html`<line class="${tick === 0 ? 'zero' : 'grid'}" x1="${plot.left}" x2="${right}" y1="${at}" y2="${at}"/><text x="${right + 6}" y="${at}" dy="4">${verticalText(tick)}</text>`;
})}
${below.map(({ place, text }) => html`<text x="${x(place)}" y="${height - 6}" text-anchor="middle">${text}</text>`)}
${drawing}
${marks.map(({ place, text }) => {
  const at = x(place);
  const anchor = place > 0.8 ? 'end' : 'start';
  return html`<line class="mark" x1="${at}" x2="${at}" y1="${plot.top}" y2="${height - plot.bottom}"/><text class="mark-text" x="${at}" dx="${anchor === 'end' ? -4 : 4}" y="${plot.top + 10}" text-anchor="${anchor}">${text}</text>`;
})}
</svg>`;
}
