import type { FeatureRequest } from '../strategies/definition';
import type { StrategyInputs } from '../strategies/strategy';

/** How a signal becomes a position; the fields of the kind that is chosen are read. */
export interface SizingSettings {
  readonly kind: 'percent-of-equity' | 'notional' | 'units' | 'volatility-target';
  /** Share of equity at a full signal. */
  readonly percent: number;
  /** Account money. */
  readonly notional: number;
  readonly units: number;
  /** Yearly, fraction. */
  readonly targetVolatility: number;
  /** Bars. */
  readonly volatilityLookback: number;
}

/** What the targets are measured in: signed shares of equity or signed units. */
export type TargetUnit = 'fraction' | 'units';

/** Turns signals into targets, bar after bar, each bar once. */
export interface Sizer {
  readonly unit: TargetUnit;
  /** Columns it reads besides the bars. */
  readonly features: readonly FeatureRequest[];
  /** Hands over the columns; again whenever they moved in memory. */
  attach(inputs: StrategyInputs): void;
  /** Target at the close of bar `i` for a signal; NaN = keep. Reads columns up to `i` only. */
  targetAt(i: number, signal: number): number;
}

/** @param barsPerYear makes the measured volatility yearly; see bars-per-year.ts */
export function createSizer(
  sizing: SizingSettings,
  maxLeverage: number,
  barsPerYear: number,
): Sizer {
  switch (sizing.kind) {
    case 'percent-of-equity':
      return new ScaledSignal('fraction', sizing.percent);
    case 'units':
      return new ScaledSignal('units', sizing.units);
    case 'notional':
      return new NotionalAtChange(sizing.notional);
    case 'volatility-target':
      return new VolatilityTarget(sizing, maxLeverage, barsPerYear);
  }
}

class ScaledSignal implements Sizer {
  readonly features: readonly FeatureRequest[] = [];

  constructor(
    readonly unit: TargetUnit,
    private readonly scale: number,
  ) {}

  attach(): void {}

  targetAt(_i: number, signal: number): number {
    return signal * this.scale;
  }
}

/** A fixed value, in units at the close on which the signal changed; those units are then kept. */
class NotionalAtChange implements Sizer {
  readonly unit = 'units';
  readonly features: readonly FeatureRequest[] = [];
  private close: Float64Array = new Float64Array(0);
  private signal = 0;
  private units = 0;

  constructor(private readonly notional: number) {}

  attach(inputs: StrategyInputs): void {
    this.close = inputs.bars.close;
  }

  targetAt(i: number, signal: number): number {
    if (Number.isNaN(signal)) return signal;
    if (signal !== this.signal) {
      this.signal = signal;
      this.units = signal === 0 ? 0 : (signal * this.notional) / this.close[i]!;
    }
    return this.units;
  }
}

/** signal · min(maxLeverage, target / realised volatility); 0 while the volatility is not known. */
class VolatilityTarget implements Sizer {
  readonly unit = 'fraction';
  readonly features: readonly FeatureRequest[];
  private volatility: Float64Array = new Float64Array(0);

  constructor(
    private readonly sizing: SizingSettings,
    private readonly maxLeverage: number,
    barsPerYear: number,
  ) {
    const period = sizing.volatilityLookback;
    this.features = [
      {
        indicator: 'realised-volatility',
        params: { period, barsPerYear },
        inputs: ['close'],
        outputs: [
          {
            key: 'sizing-volatility',
            output: 0,
            label: `Realised volatility ${period}`,
            pane: 'Volatility',
            kind: 'line',
          },
        ],
      },
    ];
  }

  attach(inputs: StrategyInputs): void {
    this.volatility = inputs.feature('sizing-volatility');
  }

  targetAt(i: number, signal: number): number {
    const volatility = this.volatility[i]!;
    if (Number.isNaN(volatility)) return Number.isNaN(signal) ? signal : 0;
    return signal * Math.min(this.maxLeverage, this.sizing.targetVolatility / volatility);
  }
}
