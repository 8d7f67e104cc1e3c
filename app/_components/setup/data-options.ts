import { intervalLabel } from '../../../lib/analytics/views/interval-label';
import type { DataRef } from '../../../workers/backtest.client';
import type { DataSetInfo } from '../../../workers/data.client';
import { refOf } from '../../_hooks/use-data-sets';

/** How a data set is told apart from others. */
export const keyOf = (ref: DataRef): string => JSON.stringify(ref);

export interface DataOption {
  readonly value: string;
  readonly label: string;
}

/** Groups of a select, in the order they are shown. */
export const dataGroups = {
  sample: 'Samples',
  file: 'My data',
  exchange: 'From exchanges',
  synthetic: 'Synthetic',
} as const;
type Kind = keyof typeof dataGroups;

/** A list of data sets to choose from, each once, in groups. */
export class DataOptions {
  private readonly items = new Map<Kind, DataOption[]>([
    ['sample', []],
    ['file', []],
    ['exchange', []],
    ['synthetic', []],
  ]);
  private readonly seen = new Set<string>();

  add(kind: Kind, ref: DataRef, label: string): void {
    const value = keyOf(ref);
    if (this.seen.has(value)) return;
    this.seen.add(value);
    this.items.get(kind)?.push({ value, label });
  }

  addSet(info: DataSetInfo): void {
    this.add(info.kind, refOf(info), `${info.name} · ${intervalLabel(info.intervalMs)}`);
  }

  has(ref: DataRef): boolean {
    return this.seen.has(keyOf(ref));
  }

  /** As a select takes them; empty groups are left out. */
  groups(): { group: string; items: DataOption[] }[] {
    return [...this.items]
      .filter(([, items]) => items.length > 0)
      .map(([kind, items]) => ({ group: dataGroups[kind], items }));
  }
}
