import { type CellBatch, figuresAt, perCell } from './cell-batch';
import type { SweepCellResult, SweepObjective } from './sweep-spec';
import { idBytes, spelledIds, type TrialTable } from './trial-table';

/** What is known of a cell: nothing yet, its figures, or why it can't be run. */
export type CellState = 'to come' | 'ran' | 'refused';

const states: readonly CellState[] = ['to come', 'ran', 'refused'];

/** The cells of a sweep, filled in place as batches come in. They stay packed; one is spelled out when it is asked for. */
export class CellTable {
  private figures = new Float64Array(0);
  private runIds = new Uint8Array(0);
  /** Index into {@link states}. */
  private state = new Uint8Array(0);
  private readonly reasons = new Map<number, string>();

  /** @param length cells of the grid; memory is taken with the first batch */
  constructor(readonly length: number) {}

  put({ from, to, figures, runIds, refused }: CellBatch): void {
    if (this.state.length === 0) {
      this.figures = new Float64Array(this.length * perCell);
      this.runIds = new Uint8Array(this.length * idBytes);
      this.state = new Uint8Array(this.length);
    }
    this.figures.set(figures, from * perCell);
    this.runIds.set(runIds, from * idBytes);
    this.state.fill(1, from, to);
    for (const [cell, reason] of refused) {
      this.state[cell] = 2;
      this.reasons.set(cell, reason);
    }
  }

  stateOf(cell: number): CellState {
    return states[this.state[cell] ?? 0]!;
  }

  /** null where it was refused, has no such value or is to come. */
  figure(cell: number, name: SweepObjective): number | null {
    if (this.state[cell] !== 1) return null;
    const value = this.value(cell, figuresAt[name]);
    return Number.isNaN(value) ? null : value;
  }

  /** null where it is to come. */
  at(cell: number): SweepCellResult | null {
    const state = this.stateOf(cell);
    if (state === 'to come') return null;
    if (state === 'refused') {
      return { cell, runId: '', figures: null, refused: this.reasons.get(cell)! };
    }
    const [runId] = spelledIds(this.runIds.subarray(cell * idBytes, (cell + 1) * idBytes));
    const value = (at: number): number | null => {
      const figure = this.value(cell, at);
      return Number.isNaN(figure) ? null : figure;
    };
    return {
      cell,
      runId: runId!,
      figures: {
        totalReturn: value(figuresAt.totalReturn),
        cagr: value(figuresAt.cagr),
        sharpe: value(figuresAt.sharpe),
        sortino: value(figuresAt.sortino),
        calmar: value(figuresAt.calmar),
        maxDrawdown: value(figuresAt.maxDrawdown),
        profitFactor: value(figuresAt.profitFactor),
        closedTrades: value(figuresAt.closedTrades) ?? 0,
        trialSharpe: value(figuresAt.trialSharpe),
      },
      refused: null,
    };
  }

  /** Every cell in order. */
  all(): (SweepCellResult | null)[] {
    return Array.from({ length: this.length }, (_cell, k) => this.at(k));
  }

  /** Those that were run, in order: cells that can't be run are not tried. */
  trials(): TrialTable {
    const { state } = this;
    let count = 0;
    for (let cell = 0; cell < state.length; cell++) if (state[cell] === 1) count++;
    const runIds = new Uint8Array(count * idBytes);
    const sharpes = new Float64Array(count);
    let k = 0;
    for (let from = 0; from < state.length; ) {
      // Ids are copied as far as they stand together.
      let to = from;
      for (; state[to] === 1; to++) sharpes[k + to - from] = this.value(to, figuresAt.trialSharpe);
      if (to > from) runIds.set(this.runIds.subarray(from * idBytes, to * idBytes), k * idBytes);
      k += to - from;
      from = to + 1;
    }
    return { runIds, sharpes };
  }

  private value(cell: number, at: number): number {
    return this.figures[cell * perCell + at]!;
  }
}
