import { NumberInput, SegmentedControl, Select } from '@mantine/core';
import Link from 'next/link';
import { useState } from 'react';
import { formatNumber } from '../../../lib/analytics/views/format';
import type { BenchmarkConfig } from '../../../lib/backtest/run-config.schema';
import type { DataRef } from '../../../workers/backtest.client';
import type { DataSetInfo } from '../../../workers/data.client';
import { changeConfig } from '../../_hooks/lab-actions';
import { refOf, refreshDataSets, useDataSets } from '../../_hooks/use-data-sets';
import { useLab } from '../../_hooks/use-lab';
import { DataOptions, keyOf } from './data-options';
import classes from './setup.module.css';
import { useDataFacts } from './use-data-facts';

type Kind = BenchmarkConfig['kind'];

const held: BenchmarkConfig = { kind: 'hold' };
const usualCashRate = 0.03;
const helpOf: Readonly<Record<Kind, string>> = {
  hold: 'Buys at the first measured bar and holds, at the run’s own costs.',
  data: 'Buys and holds other data in the same currency, looked at on the run’s bars.',
  cash: 'The capital at a yearly rate, without trading.',
};

function setBenchmark(benchmark: BenchmarkConfig): void {
  changeConfig(
    (config) => ({ ...config, statistics: { ...config.statistics, benchmark } }),
    'benchmark',
  );
}

/** What the run is measured against. */
export function BenchmarkSection() {
  const benchmark = useLab((s) => s.setup.config.statistics?.benchmark) ?? held;
  const error = useLab((s) => s.error);
  // Other data count once they are chosen: until then the benchmark stays what it was.
  const [choosing, setChoosing] = useState(false);
  const kind = choosing ? 'data' : benchmark.kind;
  const atFault = error?.field?.startsWith('statistics.benchmark') ? error.message : undefined;
  return (
    <>
      <SegmentedControl
        fullWidth
        aria-label="Benchmark"
        value={kind}
        onChange={(next) => {
          setChoosing(next === 'data' && benchmark.kind !== 'data');
          if (next === 'hold') setBenchmark(held);
          if (next === 'cash') setBenchmark({ kind: 'cash', rate: usualCashRate });
        }}
        data={[
          { value: 'hold', label: 'This data' },
          { value: 'data', label: 'Other data' },
          { value: 'cash', label: 'Cash' },
        ]}
      />
      <div className={classes.hint}>{helpOf[kind]}</div>
      {kind === 'data' && (
        <OtherData
          chosen={benchmark.kind === 'data' ? (benchmark.data as DataRef) : null}
          error={atFault}
          onChoose={(data) => {
            setChoosing(false);
            setBenchmark({ kind: 'data', data } as BenchmarkConfig);
          }}
        />
      )}
      {benchmark.kind === 'cash' && !choosing && (
        <NumberInput
          label="Yearly rate"
          value={Number((benchmark.rate * 100).toPrecision(12))}
          suffix="%"
          min={-50}
          max={1000}
          step={0.25}
          onChange={(value) => {
            if (typeof value !== 'number' || value < -50 || value > 1000) return;
            setBenchmark({ kind: 'cash', rate: value / 100 });
          }}
          error={atFault}
        />
      )}
    </>
  );
}

/** Data sets in the run's currency, other than its own. */
function OtherData({
  chosen,
  error,
  onChoose,
}: {
  chosen: DataRef | null;
  error: string | undefined;
  onChoose: (data: DataRef) => void;
}) {
  const { sets } = useDataSets();
  const own = useLab((s) => s.setup.data);
  const currency = useDataFacts()?.quoteCurrency;
  const fits = (info: DataSetInfo): boolean =>
    info.quoteCurrency === currency && keyOf(refOf(info)) !== keyOf(own);
  const options = new DataOptions();
  for (const info of sets ?? []) if (fits(info)) options.addSet(info);
  if (chosen !== null) {
    options.add(
      'file',
      chosen,
      sets === null ? 'Loading…' : 'Not in this browser, or another currency',
    );
  }
  const groups = options.groups();
  if (groups.length === 0) {
    return (
      <div className={classes.hint}>
        {sets === null ? (
          'Reading the library …'
        ) : (
          <>
            No other data in {currency ?? 'this currency'} here.{' '}
            <Link href="/data" className={classes.link}>
              Import some
            </Link>
            .
          </>
        )}
      </div>
    );
  }
  return (
    <Select
      label={`Data in ${currency ?? 'the same currency'}`}
      placeholder="Choose"
      data={groups}
      value={chosen === null ? null : keyOf(chosen)}
      onChange={(value) => value !== null && onChoose(JSON.parse(value) as DataRef)}
      onDropdownOpen={() => void refreshDataSets()}
      error={error}
    />
  );
}

/** The benchmark in a few words, beside the section's name. */
export function benchmarkText(
  benchmark: BenchmarkConfig | undefined,
  sets: readonly DataSetInfo[] | null,
): string {
  if (benchmark === undefined || benchmark.kind === 'hold') return 'this data, held';
  if (benchmark.kind === 'cash') return `cash at ${formatNumber(benchmark.rate * 100, 2)}%`;
  const key = keyOf(benchmark.data as DataRef);
  return sets?.find((info) => keyOf(refOf(info)) === key)?.name ?? 'other data';
}
