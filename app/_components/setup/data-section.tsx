import { Select } from '@mantine/core';
import { useEffect, useMemo } from 'react';
import { formatCount, formatDate } from '../../../lib/analytics/views/format';
import { intervalLabel } from '../../../lib/analytics/views/interval-label';
import type { DataRef } from '../../../workers/backtest.client';
import { changeData } from '../../_hooks/lab-actions';
import { refreshDataSets, useDataSets } from '../../_hooks/use-data-sets';
import { useLab } from '../../_hooks/use-lab';
import { DataOptions, keyOf } from './data-options';
import classes from './setup.module.css';

const syntheticRef: DataRef = { kind: 'synthetic', config: {}, asset: 0 };

const originOf = {
  sample: 'bundled sample',
  synthetic: 'synthetic',
  file: 'your file',
  exchange: 'from an exchange',
} as const;

/** What the strategy is tried on, with a line of facts. */
export function DataSection() {
  const current = useLab((s) => s.setup.data);
  const data = useLab((s) => s.result?.data);
  const resultData = useLab((s) => s.resultSetup?.data);
  const { sets, error } = useDataSets();
  const begun = useLab((s) => s.result !== null || s.status === 'error');

  // Figures first: the library is read once the first run is on screen.
  useEffect(() => {
    if (begun) void refreshDataSets();
  }, [begun]);

  const groups = useMemo(() => {
    const options = new DataOptions();
    for (const info of sets ?? []) options.addSet(info);
    if (data !== undefined && resultData !== undefined) {
      const { name, intervalMs, source } = data;
      options.add(source.kind, resultData, `${name} · ${intervalLabel(intervalMs)}`);
    }
    options.add('synthetic', syntheticRef, 'Synthetic market');
    options.add('file', current, sets === null ? 'Loading…' : 'Not in this browser');
    return options.groups();
  }, [sets, data, resultData, current]);

  const day = (time: number): string => formatDate(time, data?.timeZone ?? 'UTC', data?.intervalMs);
  const facts =
    data !== undefined && resultData !== undefined && keyOf(resultData) === keyOf(current)
      ? `${formatCount(data.bars)} bars · ${day(data.firstTime)} to ${day(data.lastTime)} · ${
          originOf[data.source.kind]
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
