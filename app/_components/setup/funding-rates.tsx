import { Select } from '@mantine/core';
import Link from 'next/link';
import { useEffect, useState } from 'react';
import { dayOf } from '../../../lib/analytics/views/day-field';
import { formatCount } from '../../../lib/analytics/views/format';
import { data, type RateSeriesInfo } from '../../../workers/data.client';
import { changeConfig } from '../../_hooks/lab-actions';
import { useLab } from '../../_hooks/use-lab';
import { describeError } from '../describe-error';
import classes from './setup.module.css';

/** Which of the imported rates are charged. */
export function FundingRates() {
  const chosen = useLab((s) => s.setup.config.account?.fundingSeries) ?? null;
  const fault = useLab((s) => s.error);
  const [rates, setRates] = useState<readonly RateSeriesInfo[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    let gone = false;
    data.listRates().then(
      (list) => !gone && setRates(list),
      (error) => !gone && setProblem(describeError(error)),
    );
    return () => {
      gone = true;
    };
  }, []);

  if (problem !== null) return <div className={classes.error}>{problem}</div>;
  if (rates === null) return <div className={classes.hint}>Reading the rates …</div>;
  if (rates.length === 0) {
    return (
      <div className={classes.hint}>
        No funding rates here yet.{' '}
        <Link href="/data" className={classes.link}>
          Import a file of rates
        </Link>{' '}
        and choose it here.
      </div>
    );
  }
  const options = rates.map((info) => ({ value: info.fingerprint, label: info.name }));
  const info = rates.find(({ fingerprint }) => fingerprint === chosen);
  if (chosen !== null && info === undefined) {
    options.push({ value: chosen, label: 'Not in this browser' });
  }
  return (
    <>
      <Select
        label="Imported rates"
        placeholder="Choose"
        data={options}
        value={chosen}
        onChange={(fundingSeries) => {
          if (fundingSeries === null) return;
          changeConfig(
            (config) => ({ ...config, account: { ...config.account, fundingSeries } }),
            'account.fundingSeries',
          );
        }}
        error={fault?.field === 'account.fundingSeries' ? fault.message : undefined}
      />
      {info !== undefined && (
        <div className={classes.hint}>
          {formatCount(info.rates)} rates, {day(info.firstTime)} to {day(info.lastTime)}, UTC.
        </div>
      )}
    </>
  );
}

const day = (time: number): string =>
  dayOf(time, { timeZone: 'UTC', intervalMs: 0, firstTime: time });
