import type {
  IPrimitivePaneRenderer,
  IPrimitivePaneView,
  ISeriesPrimitiveBase,
  Logical,
  PrimitiveHoveredItem,
  SeriesAttachedParameter,
} from 'lightweight-charts';
import { type ChartColors, withAlpha } from './chart-colors';
import { type FillMark, layoutMarks, type MarkShape } from './mark-layout';

/** A stretch with a position. */
export interface HeldSpan {
  readonly from: number;
  readonly to: number;
  readonly side: 'long' | 'short';
  readonly trade: number;
}

export interface MarksData {
  readonly fills: readonly FillMark[];
  readonly spans: readonly HeldSpan[];
  readonly selected: number | null;
}

type CanvasRenderingTarget2D = Parameters<IPrimitivePaneRenderer['draw']>[0];

const FONT_PX = 11;

/** Fills, held stretches and the chosen trade, drawn over the candles of a price pane. */
export class FillMarks
  implements ISeriesPrimitiveBase<SeriesAttachedParameter<number, 'Candlestick'>>
{
  private host: SeriesAttachedParameter<number, 'Candlestick'> | null = null;
  private data: MarksData = { fills: [], spans: [], selected: null };
  private shapes: readonly MarkShape[] = [];
  private readonly widths = new Map<string, number>();
  private readonly views: readonly IPrimitivePaneView[] = [
    { zOrder: () => 'bottom', renderer: () => ({ draw: (target) => this.drawSpans(target) }) },
    { zOrder: () => 'top', renderer: () => ({ draw: (target) => this.drawFills(target) }) },
  ];

  constructor(private colors: ChartColors) {}

  attached(host: SeriesAttachedParameter<number, 'Candlestick'>): void {
    this.host = host;
  }

  detached(): void {
    this.host = null;
  }

  paneViews(): readonly IPrimitivePaneView[] {
    return this.views;
  }

  update(data: MarksData): void {
    this.data = data;
    this.widths.clear();
    this.host?.requestUpdate();
  }

  recolor(colors: ChartColors): void {
    this.colors = colors;
    this.host?.requestUpdate();
  }

  hitTest(x: number, y: number): PrimitiveHoveredItem | null {
    const hit = this.shapes.find(
      (shape) => Math.abs(shape.x - x) <= 8 && y >= shape.top - 4 && y <= shape.bottom + 4,
    );
    if (!hit) return null;
    return {
      externalId: `trade-${hit.mark.trade}`,
      zOrder: 'top',
      cursorStyle: 'pointer',
      itemType: 'primitive',
    };
  }

  /** Measured once a label: a long run has thousands, and they are laid out in every frame. */
  private textWidth(context: CanvasRenderingContext2D, text: string): number {
    let width = this.widths.get(text);
    if (width === undefined) {
      width = context.measureText(text).width;
      this.widths.set(text, width);
    }
    return width;
  }

  private x(point: number): number | null {
    return this.host?.chart.timeScale().logicalToCoordinate(point as Logical) ?? null;
  }

  private drawSpans(target: CanvasRenderingTarget2D): void {
    // biome-ignore lint/correctness/useHookAtTopLevel: a drawing scope of the canvas, not a hook
    target.useMediaCoordinateSpace(({ context, mediaSize }) => {
      let drawnTo = Number.NEGATIVE_INFINITY;
      for (const span of this.data.spans) {
        const start = this.x(span.from);
        const right = this.x(span.to);
        if (start === null || right === null || right < 0 || start > mediaSize.width) continue;
        // Many short trades in one pixel must not add up to a solid colour.
        const left = Math.max(start, drawnTo);
        drawnTo = Math.max(drawnTo, right);
        const chosen = span.trade === this.data.selected;
        const color = span.side === 'long' ? this.colors.accent : this.colors.downFill;
        context.fillStyle = withAlpha(color, chosen ? 0.12 : 0.06);
        context.fillRect(left, 0, Math.max(0, right - left), mediaSize.height);
        if (span.side === 'short') this.hatch(context, left, right, mediaSize.height);
        if (!chosen) continue;
        context.fillStyle = withAlpha(this.colors.accent, 0.8);
        context.fillRect(start - 0.5, 0, 1, mediaSize.height);
        context.fillRect(right - 0.5, 0, 1, mediaSize.height);
      }
    });
  }

  /** Short stretches are told apart by more than their colour. */
  private hatch(
    context: CanvasRenderingContext2D,
    left: number,
    right: number,
    height: number,
  ): void {
    if (right - left < 6) return;
    context.save();
    context.beginPath();
    context.rect(left, 0, right - left, height);
    context.clip();
    context.beginPath();
    for (let x = Math.max(left, 0) - height; x < right; x += 12) {
      context.moveTo(x, height);
      context.lineTo(x + height, 0);
    }
    context.lineWidth = 1;
    context.strokeStyle = withAlpha(this.colors.downFill, 0.14);
    context.stroke();
    context.restore();
  }

  private drawFills(target: CanvasRenderingTarget2D): void {
    // biome-ignore lint/correctness/useHookAtTopLevel: a drawing scope of the canvas, not a hook
    target.useMediaCoordinateSpace(({ context, mediaSize }) => {
      const series = this.host?.series;
      if (!series) return;
      context.font = `600 ${FONT_PX}px ${this.colors.fontFamily}`;
      this.shapes = layoutMarks(this.data.fills, {
        width: mediaSize.width,
        height: mediaSize.height,
        x: (point) => this.x(point),
        y: (price) => series.priceToCoordinate(price),
        textWidth: (text) => this.textWidth(context, text),
        selected: this.data.selected,
      });
      this.drawChosen(context);
      for (const shape of this.shapes) this.drawTriangle(context, shape);
      for (const shape of this.shapes) this.drawLabel(context, shape);
    });
  }

  /** From entry to exit, at the prices paid and got. */
  private drawChosen(context: CanvasRenderingContext2D): void {
    const own = this.data.fills.filter((fill) => fill.trade === this.data.selected);
    const first = own[0];
    const last = own.at(-1);
    if (!first || !last || first === last) return;
    const ends = [first, last].map((fill) => ({
      x: this.x(fill.point),
      y: this.host?.series.priceToCoordinate(fill.price) ?? null,
    }));
    const [a, b] = ends;
    if (!a || !b || a.x === null || a.y === null || b.x === null || b.y === null) return;
    context.strokeStyle = this.colors.accent;
    context.lineWidth = 1.5;
    context.setLineDash([4, 3]);
    context.beginPath();
    context.moveTo(a.x, a.y);
    context.lineTo(b.x, b.y);
    context.stroke();
    context.setLineDash([]);
    for (const end of [a, b]) {
      context.beginPath();
      context.arc(end.x!, end.y!, 3, 0, 2 * Math.PI);
      context.fillStyle = this.colors.surface;
      context.fill();
      context.stroke();
    }
  }

  private drawTriangle(context: CanvasRenderingContext2D, shape: MarkShape): void {
    const buy = shape.mark.side === 'buy';
    const half = shape.mark.trade === this.data.selected ? 6 : 4.5;
    const tip = buy ? shape.top : shape.bottom;
    const base = buy ? tip + half * 1.7 : tip - half * 1.7;
    context.beginPath();
    context.moveTo(shape.x, tip);
    context.lineTo(shape.x + half, base);
    context.lineTo(shape.x - half, base);
    context.closePath();
    context.lineJoin = 'round';
    context.lineWidth = 2.5;
    context.strokeStyle = this.colors.surface;
    context.stroke();
    context.fillStyle = buy ? this.colors.up : this.colors.down;
    context.fill();
  }

  private drawLabel(context: CanvasRenderingContext2D, shape: MarkShape): void {
    if (!shape.label) return;
    context.strokeStyle = this.colors.surface;
    context.lineJoin = 'round';
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.lineWidth = 3.5;
    context.strokeText(shape.label.text, shape.label.x, shape.label.y);
    context.fillStyle = this.colors.text;
    context.fillText(shape.label.text, shape.label.x, shape.label.y);
  }
}
