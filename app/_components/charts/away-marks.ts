import type {
  IPrimitivePaneRenderer,
  IPrimitivePaneView,
  ISeriesPrimitiveBase,
  Logical,
  SeriesAttachedParameter,
  SeriesType,
} from 'lightweight-charts';
import { type ChartColors, withAlpha } from './chart-colors';

type CanvasRenderingTarget2D = Parameters<IPrimitivePaneRenderer['draw']>[0];

/** Points `[from, to)` of a chart and what is written above them. */
export interface AwaySpan {
  readonly from: number;
  readonly to: number;
  readonly label: string;
}

/** Shades stretches of bars that came late, with what they are written above them. */
export class AwayMarks
  implements ISeriesPrimitiveBase<SeriesAttachedParameter<number, SeriesType>>
{
  private host: SeriesAttachedParameter<number, SeriesType> | null = null;
  private spans: readonly AwaySpan[] = [];
  private readonly views: readonly IPrimitivePaneView[] = [
    { zOrder: () => 'bottom', renderer: () => ({ draw: (target) => this.draw(target) }) },
  ];

  constructor(private colors: ChartColors) {}

  attached(host: SeriesAttachedParameter<number, SeriesType>): void {
    this.host = host;
  }

  detached(): void {
    this.host = null;
  }

  paneViews(): readonly IPrimitivePaneView[] {
    return this.views;
  }

  update(spans: readonly AwaySpan[]): void {
    this.spans = spans;
    this.host?.requestUpdate();
  }

  recolor(colors: ChartColors): void {
    this.colors = colors;
    this.host?.requestUpdate();
  }

  private draw(target: CanvasRenderingTarget2D): void {
    // biome-ignore lint/correctness/useHookAtTopLevel: a drawing scope of the canvas, not a hook
    target.useMediaCoordinateSpace(({ context, mediaSize }) => {
      const scale = this.host?.chart.timeScale();
      if (!scale) return;
      let writtenTo = Number.NEGATIVE_INFINITY;
      for (const { from, to, label } of this.spans) {
        const first = scale.logicalToCoordinate(from as Logical);
        const last = scale.logicalToCoordinate((to - 1) as Logical);
        const next = scale.logicalToCoordinate(to as Logical);
        if (first === null || last === null || next === null) continue;
        const half = (next - last) / 2;
        const [left, right] = [first - half, last + half];
        if (right < 0 || left > mediaSize.width) continue;
        context.fillStyle = withAlpha(this.colors.warn, 0.13);
        context.fillRect(left, 0, right - left, mediaSize.height);
        context.font = `500 11px ${this.colors.fontFamily}`;
        const wide = context.measureText(label).width;
        const at = Math.max((left + right - wide) / 2, 4);
        if (at < writtenTo + 8 || at + wide > mediaSize.width) continue;
        writtenTo = at + wide;
        context.textAlign = 'left';
        context.textBaseline = 'top';
        context.lineJoin = 'round';
        context.lineWidth = 3.5;
        context.strokeStyle = this.colors.surface;
        context.strokeText(label, at, 4);
        context.fillStyle = this.colors.warn;
        context.fillText(label, at, 4);
      }
    });
  }
}
