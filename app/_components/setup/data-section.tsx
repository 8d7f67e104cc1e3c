import { Select } from '@mantine/core';
import { useEffect, useMemo } from 'react';
import { formatCount, formatDate } from '../../../lib/analytics/views/format';
import { intervalLabel } from '../../../lib/analytics/views/interval-label';
import type { DataRef } from '../../../workers/backtest.client';
import { changeData } from '../../_hooks/lab-actions';
import { refOf, refreshDataSets, useDataSets } from '../../_hooks/use-data-sets';
import { useLab } from '../../_hooks/use-lab';
import classes from './setup.module.css';

const keyOf = (ref: DataRef): string => JSON.stringify(ref);
const syntheticRef: DataRef = { kind: 'synthetic', config: {}, asset: 0 };

const originOf = { sample: 'bundled sample', synthetic: 'synthetic', file: 'your file' } as const;

/** What the strategy is tried on, with a line of facts. */
export function DataSection() {
  const current = useLab((s) => s.setup.data);
  const result = useLab((s) => s.result);
  const resultData = useLab((s) => s.resultSetup?.data);
  const { sets, error } = useDataSets();
  const begun = useLab((s) => s.result !== null || s.status === 'error');

  // Figures first: the library is read once the first run is on screen.
  useEffect(() => {
    if (begun) void refreshDataSets();
  }, [begun]);

  const groups = useMemo(() => {
    const items = new Map<string, { value: string; label: string }[]>([
      ['Samples', []],
      ['My data', []],
      ['Synthetic', []],
    ]);
    const groupOf = { sample: 'Samples', file: 'My data', synthetic: 'Synthetic' } as const;
    const seen = new Set<string>();
    const add = (group: string, ref: DataRef, label: string): void => {
      const value = keyOf(ref);
      if (seen.has(value)) return;
      seen.add(value);
      items.get(group)?.push({ value, label });
    };
    for (const info of sets ?? []) {
      add(groupOf[info.kind], refOf(info), `${info.name} · ${intervalLabel(info.intervalMs)}`);
    }
    if (result !== null && resultData !== undefined && !seen.has(keyOf(resultData))) {
      const label = `${result.data.name} · ${intervalLabel(result.data.intervalMs)}`;
      add(groupOf[result.data.source.kind], resultData, label);
    }
    add('Synthetic', syntheticRef, 'Synthetic market');
    if (!seen.has(keyOf(current))) {
      add('My data', current, sets === null ? 'Loading…' : 'Not in this browser');
    }
    return [...items]
      .map(([group, list]) => ({ group, items: list }))
      .filter((g) => g.items.length);
  }, [sets, result, resultData, current]);

  const day = (time: number): string =>
    formatDate(time, result?.data.timeZone ?? 'UTC', result?.data.intervalMs);
  const facts =
    result !== null && resultData !== undefined && keyOf(resultData) === keyOf(current)
      ? `${formatCount(result.data.bars)} bars · ${day(result.data.firstTime)} to ${day(result.data.lastTime)} · ${
          originOf[result.data.source.kind]
        }`
      : '\u00a0';

  return (
    <>
      <Select
        label="Data"
        data={groups}
        value={keyOf(current)}
        onChange={(value) => value !== null && changeData(JSON.parse(value) as DataRef)}
        onDropdownOpen={() => void refreshDataSets()}
        searchable={(sets?.length ?? 0) > 12}
      />
      <div className={classes.fact}>{facts}</div>
      {error !== null && <div className={classes.error}>The library can’t be read: {error}</div>}
    </>
  );
}
