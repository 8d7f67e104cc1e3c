import { Progress } from '@mantine/core';
import { formatPercent } from '../../../lib/analytics/views/format';
import type { PaperSnapshot } from '../../../workers/paper.api';
import classes from './risk-gauges.module.css';

/** How much is at stake, against the limit the setup gives. */
export function RiskGauges({ snapshot }: { snapshot: PaperSnapshot }) {
  const limit = snapshot.config.account?.maxLeverage ?? 1;
  const used = snapshot.exposure / limit;
  return (
    <section className={classes.risk} aria-labelledby="risk">
      <h2 id="risk">Risk</h2>
      <Gauge
        label="Exposure"
        value={formatPercent(snapshot.exposure, 0)}
        of={`of ${formatPercent(limit, 0)}`}
        share={used}
      />
      <Gauge
        label="Below the peak"
        value={formatPercent(snapshot.drawdown, 1)}
        of="no limit set"
        share={snapshot.drawdown}
      />
    </section>
  );
}

function Gauge(props: { label: string; value: string; of: string; share: number }) {
  const { label, value, of, share } = props;
  const percent = Math.max(0, Math.min(100, 100 * share));
  return (
    <div className={classes.gauge}>
      <span>{label}</span>
      <span>
        <b>{value}</b> {of}
      </span>
      <Progress
        value={percent}
        size={6}
        color={percent > 90 ? 'var(--warn-fill)' : 'var(--accent)'}
        aria-label={`${label}: ${value} ${of}`}
      />
    </div>
  );
}
