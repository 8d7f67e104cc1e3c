import type { ChartColors } from '../../_components/charts/chart-colors';
import { type CellState, drawCells, drawGround, type MapLabels, mapPalette } from './draw-map';
import type { MapLayout } from './map-layout';

/** Cells drawn in one frame: a few milliseconds. */
const cellsAFrame = 6000;

/** What of a search the map shows now. */
export interface MapContent {
  readonly layout: MapLayout;
  readonly labels: MapLabels;
  readonly colors: ChartColors;
  readonly low: number;
  readonly high: number;
  /** Cells in the order they arrived in; grows in place. */
  readonly order: readonly number[];
  stateOf(cell: number): CellState;
}

/**
 * Keeps a canvas as far as the cells that have arrived. New cells are drawn over the ground; where the scale of
 * colours has grown, older ones are drawn again, a frame's worth at a time.
 */
export class MapPainter {
  private content: MapContent | null = null;
  private next = 0;
  private frame = 0;
  private palette: ReturnType<typeof mapPalette> | null = null;

  constructor(private readonly canvas: HTMLCanvasElement) {}

  show(content: MapContent): void {
    const before = this.content;
    this.content = content;
    const { layout, colors, low, high, order, labels } = content;
    const sameGround =
      before !== null &&
      before.layout === layout &&
      before.colors === colors &&
      before.labels === labels &&
      before.order === order;
    if (!sameGround) this.drawGround(content);
    if (!sameGround || before.low !== low || before.high !== high) this.next = 0;
    if (this.next < order.length && this.frame === 0) {
      this.frame = requestAnimationFrame(() => this.drawSome());
    }
  }

  stop(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.content = null;
  }

  private drawGround({ layout, colors, labels }: MapContent): void {
    const context = this.canvas.getContext('2d');
    if (context === null) return;
    const pixelRatio = window.devicePixelRatio || 1;
    this.canvas.width = Math.round(layout.width * pixelRatio);
    this.canvas.height = Math.round(layout.height * pixelRatio);
    this.palette = mapPalette(context, colors, pixelRatio);
    drawGround(context, layout, this.palette, labels);
  }

  private drawSome(): void {
    this.frame = 0;
    const context = this.canvas.getContext('2d');
    if (this.content === null || this.palette === null || context === null) return;
    const { order, layout, low, high, stateOf } = this.content;
    const past = Math.min(order.length, this.next + cellsAFrame);
    drawCells(context, layout, this.palette, { low, high }, order.slice(this.next, past), stateOf);
    this.next = past;
    if (past < order.length) this.frame = requestAnimationFrame(() => this.drawSome());
  }
}
