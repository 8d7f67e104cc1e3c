import type { RunConfigInput } from '../backtest/run-config.schema';
import type { SweepAxis, SweepSpec } from './sweep-spec';

/** Rows and columns of a grid; a sweep of one setting has one column. */
export interface SweepGrid {
  readonly rows: number;
  readonly columns: number;
  readonly cells: number;
}

/** The shape of a sweep: the first axis counts the rows, the second the columns. */
export function sweepGrid(axes: readonly SweepAxis[]): SweepGrid {
  const rows = axes[0]?.values.length ?? 0;
  const columns = axes[1]?.values.length ?? 1;
  return { rows, columns, cells: rows * columns };
}

/** The value every axis has in a cell, in the order of the axes. */
export function cellValues(axes: readonly SweepAxis[], cell: number): readonly number[] {
  const { columns } = sweepGrid(axes);
  const row = Math.floor(cell / columns);
  const at = [row, cell - row * columns];
  return axes.map((axis, k) => axis.values[at[k]!]!);
}

/** The config of one cell: the base with the axes' values in their places. */
export function cellConfig(
  { base, axes }: Pick<SweepSpec, 'base' | 'axes'>,
  cell: number,
): RunConfigInput {
  const values = cellValues(axes, cell);
  let config: unknown = base;
  for (let k = 0; k < axes.length; k++) config = withValue(config, axes[k]!.path, values[k]!);
  return config as RunConfigInput;
}

/** A copy along the path from its place `from` on; what lies beside it is shared. */
function withValue(object: unknown, path: string, value: number, from = 0): unknown {
  const dot = path.indexOf('.', from);
  const before = (object ?? {}) as Readonly<Record<string, unknown>>;
  if (dot < 0) return { ...before, [path.slice(from)]: value };
  const key = path.slice(from, dot);
  return { ...before, [key]: withValue(before[key], path, value, dot + 1) };
}
