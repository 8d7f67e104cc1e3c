import { setupLines } from '../../../lib/analytics/views/setup-lines';
import type { RunConfig } from '../../../lib/backtest/run-config.schema';
import classes from './setup-lines.module.css';

/** What the session runs: fixed when it was started. */
export function SetupLines({ config }: { config: RunConfig }) {
  return (
    <dl className={classes.setup}>
      {setupLines(config).map(({ group, label, value }) => (
        <div key={`${group} ${label}`}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
