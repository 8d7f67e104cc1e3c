import { NumberInput, SegmentedControl } from '@mantine/core';
import { changeConfig } from '../../_hooks/lab-actions';
import { useLab } from '../../_hooks/use-lab';
import classes from './setup.module.css';

/** How returns are measured, and what random choices begin with. */
export function StatisticsFields() {
  const statistics = useLab((s) => s.setup.config.statistics);
  const seed = useLab((s) => s.setup.config.seed) ?? 7;
  return (
    <>
      <SegmentedControl
        fullWidth
        aria-label="Returns measured"
        value={statistics?.basis ?? 'auto'}
        onChange={(basis) =>
          changeConfig((c) => ({ ...c, statistics: { ...c.statistics, basis } }), 'basis')
        }
        data={[
          { value: 'auto', label: 'Auto' },
          { value: 'daily', label: 'Daily' },
          { value: 'bar', label: 'Per bar' },
        ]}
      />
      <div className={classes.pair}>
        <NumberInput
          label="Periods a year"
          placeholder="inferred"
          value={statistics?.periodsPerYear ?? ''}
          min={1}
          max={1e7}
          hideControls
          thousandSeparator=","
          onChange={(value) => {
            const periodsPerYear = typeof value === 'number' && value > 0 ? value : null;
            changeConfig(
              (c) => ({ ...c, statistics: { ...c.statistics, periodsPerYear } }),
              'periodsPerYear',
            );
          }}
        />
        <NumberInput
          label="Seed"
          value={seed}
          min={0}
          max={4294967295}
          allowDecimal={false}
          allowNegative={false}
          hideControls
          clampBehavior="strict"
          onChange={(value) => {
            if (typeof value === 'number') changeConfig((c) => ({ ...c, seed: value }), 'seed');
          }}
        />
      </div>
      <div className={classes.hint}>
        Auto measures intraday runs by the day. Empty periods are inferred from the bars and shown
        below.
      </div>
    </>
  );
}
