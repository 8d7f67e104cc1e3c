import { BarSignalStrategy } from '../bar-signal-strategy';
import type { StrategyInputs } from '../strategy';

const none: Float64Array = new Float64Array(0);

/** A rule that compares the close with three lines, features `upper`, `middle` and `lower`. */
export abstract class BandSignalStrategy extends BarSignalStrategy {
  protected close: Float64Array = none;
  protected upper: Float64Array = none;
  protected middle: Float64Array = none;
  protected lower: Float64Array = none;
  /** −1 short, 0 flat, 1 long: what the last bar decided. */
  protected side = 0;

  attach(inputs: StrategyInputs): void {
    this.close = inputs.bars.close;
    this.upper = inputs.feature('upper');
    this.middle = inputs.feature('middle');
    this.lower = inputs.feature('lower');
  }
}
