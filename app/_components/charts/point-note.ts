import type {
  IPrimitivePaneRenderer,
  IPrimitivePaneView,
  ISeriesPrimitiveBase,
  Logical,
  SeriesAttachedParameter,
} from 'lightweight-charts';
import type { ChartColors } from './chart-colors';

type CanvasRenderingTarget2D = Parameters<IPrimitivePaneRenderer['draw']>[0];

export interface PointNoteData {
  readonly point: number;
  readonly value: number;
  readonly text: string;
}

/** What the name of a pane takes of its lower left corner, pixels. */
const paneName = { width: 92, height: 28 };

/** A dot with a sentence beside it: "Deepest −30.0% on 2003-02-14". */
export class PointNote
  implements ISeriesPrimitiveBase<SeriesAttachedParameter<number, 'Baseline'>>
{
  private host: SeriesAttachedParameter<number, 'Baseline'> | null = null;
  private data: PointNoteData | null = null;
  private readonly views: readonly IPrimitivePaneView[] = [
    { zOrder: () => 'top', renderer: () => ({ draw: (target) => this.draw(target) }) },
  ];

  constructor(private colors: ChartColors) {}

  attached(host: SeriesAttachedParameter<number, 'Baseline'>): void {
    this.host = host;
  }

  detached(): void {
    this.host = null;
  }

  paneViews(): readonly IPrimitivePaneView[] {
    return this.views;
  }

  update(data: PointNoteData | null): void {
    this.data = data;
    this.host?.requestUpdate();
  }

  recolor(colors: ChartColors): void {
    this.colors = colors;
    this.host?.requestUpdate();
  }

  private draw(target: CanvasRenderingTarget2D): void {
    // biome-ignore lint/correctness/useHookAtTopLevel: a drawing scope of the canvas, not a hook
    target.useMediaCoordinateSpace(({ context, mediaSize }) => {
      const { host, data } = this;
      if (!host || !data) return;
      const x = host.chart.timeScale().logicalToCoordinate(data.point as Logical);
      const y = host.series.priceToCoordinate(data.value);
      if (x === null || y === null) return;
      context.font = `11px ${this.colors.fontFamily}`;
      const width = context.measureText(data.text).width;
      const middle = Math.max(8, Math.min(mediaSize.height - 8, y));
      const beside = x + 8 + width > mediaSize.width ? x - 8 - width : x + 8;
      const left =
        middle > mediaSize.height - paneName.height ? Math.max(beside, paneName.width) : beside;
      context.lineJoin = 'round';
      context.lineWidth = 3.5;
      context.strokeStyle = this.colors.surface;
      context.textBaseline = 'middle';
      context.textAlign = 'left';
      context.strokeText(data.text, left, middle);
      context.fillStyle = this.colors.dim;
      context.fillText(data.text, left, middle);
      context.beginPath();
      context.arc(x, y, 3, 0, 2 * Math.PI);
      context.lineWidth = 2;
      context.stroke();
      context.fillStyle = this.colors.down;
      context.fill();
    });
  }
}
