import { formatDateTime, formatHash } from '../../../lib/analytics/views/format';
import type { LinkClaim } from '../../../workers/backtest.client';
import classes from './shared-run.module.css';

function flatten(value: unknown, path: string, rows: [string, string][]): void {
  if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value))
      flatten(item, path === '' ? key : `${path} · ${key}`, rows);
  } else {
    const isTime = path.startsWith('period · ') && typeof value === 'number';
    const text = value === null ? 'none' : String(value);
    rows.push([path, isTime ? `${formatDateTime(value, 'UTC')} UTC` : text]);
  }
}

/** The whole setup the link carries, as plain text. */
export function SetupList({ claim }: { claim: LinkClaim }) {
  const rows: [string, string][] = [];
  flatten(claim.config, '', rows);
  return (
    <section className={classes.card} aria-label="Setup">
      <h2>The setup in the link</h2>
      <dl className={classes.setup}>
        {rows.map(([name, value]) => (
          <FieldRow key={name} name={name} value={value} />
        ))}
        <FieldRow name="data" value={`${claim.dataName}, ${formatHash(claim.dataFingerprint)}`} />
        <FieldRow
          name="engine"
          value={`${claim.engineVersion}, rules version ${claim.semanticsVersion}`}
        />
      </dl>
    </section>
  );
}

function FieldRow({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
