import { type Html, html } from './html';
import type { Scale } from './ticks';

/** Size of every chart's drawing, in the units of its viewBox. */
const margin = { left: 8, right: 64, top: 10, bottom: 22 } as const;

/** Drawings of the whole width and of half of it; text keeps its size in both. */
export const wide = 960;
export const half = 460;

/** Places of a drawing in the units of its viewBox. */
export interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** From a place of 0 to 1 across. */
  x(place: number): string;
  /** From a place of 0 to 1 upwards. */
  y(place: number): string;
}

export function plotOf({
  width = wide,
  height,
}: {
  readonly width?: number;
  readonly height: number;
}): Plot {
  const right = width - margin.right;
  const bottom = height - margin.bottom;
  return {
    left: margin.left,
    right,
    top: margin.top,
    bottom,
    x: (place) => (margin.left + place * (right - margin.left)).toFixed(1),
    y: (place) => (margin.top + (1 - place) * (bottom - margin.top)).toFixed(1),
  };
}

export interface FrameOptions {
  readonly height: number;
  /** {@link wide} where left out. */
  readonly width?: number;
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
  const { height, width = wide, vertical, verticalText, below, marks = [], summary } = options;
  const { left, right, top, bottom, x, y } = plotOf(options);
  return html`<div class="${width === wide ? 'wide' : 'half'}"><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${summary}">
${vertical.ticks.map((tick) => {
  const at = y(vertical.place(tick));
  return html`<line class="${tick === 0 ? 'zero' : 'grid'}" x1="${left}" x2="${right}" y1="${at}" y2="${at}"/><text x="${right + 6}" y="${at}" dy="4">${verticalText(tick)}</text>`;
})}
${below.map(({ place, text }) => html`<text x="${x(place)}" y="${height - 6}" text-anchor="middle">${text}</text>`)}
${drawing}
${marks.map(({ place, text }) => {
  const at = x(place);
  const anchor = place > 0.8 ? 'end' : 'start';
  return html`<line class="mark" x1="${at}" x2="${at}" y1="${top}" y2="${bottom}"/><text class="mark-text" x="${at}" dx="${anchor === 'end' ? -4 : 4}" y="${top + 10}" text-anchor="${anchor}">${text}</text>`;
})}
</svg></div>`;
}
