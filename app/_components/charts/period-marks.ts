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

/** Where the measured part begins, where it is split and where it ends, in places of a chart; null = no mark there. */
export interface PeriodPlaces {
  readonly first: number | null;
  readonly split: number | null;
  readonly end: number | null;
}

export const noPeriod: PeriodPlaces = { first: null, split: null, end: null };

const splitWords = { before: 'In sample', after: 'Out of sample' } as const;

/** Shades what is not measured and draws the split as an upright line, named on both sides. */
export class PeriodMarks
  implements ISeriesPrimitiveBase<SeriesAttachedParameter<number, SeriesType>>
{
  private host: SeriesAttachedParameter<number, SeriesType> | null = null;
  private places: PeriodPlaces = noPeriod;
  private readonly views: readonly IPrimitivePaneView[] = [
    { zOrder: () => 'bottom', renderer: () => ({ draw: (target) => this.drawOutside(target) }) },
    { zOrder: () => 'top', renderer: () => ({ draw: (target) => this.drawSplit(target) }) },
  ];

  /** @param named whether the two sides are written out; of charts above each other the first does */
  constructor(
    private colors: ChartColors,
    private readonly named: boolean,
  ) {}

  attached(host: SeriesAttachedParameter<number, SeriesType>): void {
    this.host = host;
  }

  detached(): void {
    this.host = null;
  }

  paneViews(): readonly IPrimitivePaneView[] {
    return this.views;
  }

  update(places: PeriodPlaces): void {
    this.places = places;
    this.host?.requestUpdate();
  }

  recolor(colors: ChartColors): void {
    this.colors = colors;
    this.host?.requestUpdate();
  }

  /** Left edge of a place's candle. */
  private edge(place: number | null): number | null {
    if (place === null || !this.host) return null;
    const scale = this.host.chart.timeScale();
    const at = scale.logicalToCoordinate(Math.round(place) as Logical);
    const before = scale.logicalToCoordinate((Math.round(place) - 1) as Logical);
    return at === null ? null : before === null ? at : (at + before) / 2;
  }

  private drawOutside(target: CanvasRenderingTarget2D): void {
    // biome-ignore lint/correctness/useHookAtTopLevel: a drawing scope of the canvas, not a hook
    target.useMediaCoordinateSpace(({ context, mediaSize }) => {
      const first = this.edge(this.places.first);
      const end = this.edge(this.places.end);
      if (first !== null && first > 0) this.shade(context, 0, first, mediaSize.height);
      if (end !== null && end < mediaSize.width) {
        this.shade(context, end, mediaSize.width, mediaSize.height);
      }
    });
  }

  /** Grey with slanted lines: not part of the figures. */
  private shade(
    context: CanvasRenderingContext2D,
    left: number,
    right: number,
    height: number,
  ): void {
    context.save();
    context.beginPath();
    context.rect(left, 0, right - left, height);
    context.clip();
    context.fillStyle = withAlpha(this.colors.faint, 0.1);
    context.fillRect(left, 0, right - left, height);
    context.beginPath();
    for (let x = left - height; x < right; x += 10) {
      context.moveTo(x, height);
      context.lineTo(x + height, 0);
    }
    context.lineWidth = 1;
    context.strokeStyle = withAlpha(this.colors.faint, 0.16);
    context.stroke();
    context.restore();
  }

  private drawSplit(target: CanvasRenderingTarget2D): void {
    // biome-ignore lint/correctness/useHookAtTopLevel: a drawing scope of the canvas, not a hook
    target.useMediaCoordinateSpace(({ context, mediaSize }) => {
      const x = this.edge(this.places.split);
      if (x === null || x < 0 || x > mediaSize.width) return;
      context.strokeStyle = this.colors.text;
      context.lineWidth = 1;
      context.setLineDash([6, 3]);
      context.beginPath();
      context.moveTo(Math.round(x) + 0.5, 0);
      context.lineTo(Math.round(x) + 0.5, mediaSize.height);
      context.stroke();
      context.setLineDash([]);
      if (!this.named) return;
      context.font = `600 11px ${this.colors.fontFamily}`;
      context.textBaseline = 'top';
      context.lineJoin = 'round';
      context.lineWidth = 3.5;
      context.strokeStyle = this.colors.surface;
      context.fillStyle = this.colors.dim;
      const write = (text: string, at: number, align: CanvasTextAlign): void => {
        context.textAlign = align;
        context.strokeText(text, at, 4);
        context.fillText(text, at, 4);
      };
      if (x > context.measureText(splitWords.before).width + 12) {
        write(splitWords.before, x - 6, 'right');
      }
      if (mediaSize.width - x > context.measureText(splitWords.after).width + 12) {
        write(splitWords.after, x + 6, 'left');
      }
    });
  }
}

/** Marks of a run's period where they lie, by the place of a bar; parts that begin or end with the data have none. */
export function periodPlaces(
  period: { readonly firstBar: number; readonly splitBar: number | null; readonly endBar: number },
  bars: number,
  placeOf: (bar: number) => number,
): PeriodPlaces {
  return {
    first: period.firstBar > 0 ? placeOf(period.firstBar) : null,
    split: period.splitBar === null ? null : placeOf(period.splitBar),
    end: period.endBar < bars ? placeOf(period.endBar) : null,
  };
}
