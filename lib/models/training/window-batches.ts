import { createRng } from '../../core/rng';
import type { WindowDataset } from '../window-dataset';
import type { WindowBatch } from './lstm-trainer';

/** What training takes of a windowed data set. */
export type TrainingWindows = Pick<
  WindowDataset,
  'features' | 'windowSize' | 'recipe' | 'gather' | 'gatherTargets'
> & { readonly parts: Readonly<Record<'training' | 'validation', { readonly count: number }>> };

/** Numbers of the windows of each batch, in order; the last may be shorter. */
export type BatchPlan = readonly Int32Array[];

/** Windows in batches of one size, the bars of a batch one after the other as the recurrence reads them. */
export class WindowBatches {
  private readonly gathered: Float32Array;

  constructor(
    private readonly windows: TrainingWindows,
    private readonly size: number,
    private readonly seed: number,
  ) {
    this.gathered = new Float32Array(size * windows.windowSize);
  }

  /** The training windows in an order of their own for each epoch: it follows from seed and epoch alone. */
  shuffled(epoch: number): BatchPlan {
    const rng = createRng(this.seed).fork(`epoch-${epoch}`);
    const order = Int32Array.from({ length: this.windows.parts.training.count }, (_, i) => i);
    for (let i = order.length - 1; i > 0; i--) {
      const other = rng.below(i + 1);
      const moved = order[i]!;
      order[i] = order[other]!;
      order[other] = moved;
    }
    return this.cut(order);
  }

  /** The windows of a part in order of time. */
  inOrder(part: 'training' | 'validation'): BatchPlan {
    return this.cut(Int32Array.from({ length: this.windows.parts[part].count }, (_, i) => i));
  }

  /** @param chosen at most as many windows as a batch has; the rest is filled with zeros that count for nothing */
  batch(part: 'training' | 'validation', chosen: Int32Array): WindowBatch {
    const { features, windowSize, recipe } = this.windows;
    this.windows.gather(part, chosen, this.gathered);
    const width = features + 1;
    const inputs = new Float32Array(recipe.lookback * this.size * width);
    for (let k = 0; k < chosen.length; k++) {
      for (let t = 0; t < recipe.lookback; t++) {
        const from = k * windowSize + t * features;
        const to = (t * this.size + k) * width;
        for (let f = 0; f < features; f++) inputs[to + f] = this.gathered[from + f]!;
        inputs[to + features] = 1;
      }
    }
    const target = new Float32Array(this.size);
    this.windows.gatherTargets(part, chosen, target);
    return {
      inputs,
      target,
      weight: new Float32Array(this.size).fill(1 / chosen.length, 0, chosen.length),
    };
  }

  private cut(order: Int32Array): BatchPlan {
    const batches: Int32Array[] = [];
    for (let from = 0; from < order.length; from += this.size) {
      batches.push(order.subarray(from, from + this.size));
    }
    return batches;
  }
}
