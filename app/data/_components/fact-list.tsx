import { CopyButton } from '@mantine/core';
import { formatHash } from '../../../lib/analytics/views/format';
import shared from '../data.module.css';
import classes from './fact-list.module.css';

/** A fingerprint in short; a click copies the whole of it. */
export function FingerprintButton({ fingerprint }: { fingerprint: string }) {
  return (
    <CopyButton value={fingerprint}>
      {({ copied, copy }) => (
        <button
          type="button"
          className={shared.hash}
          onClick={copy}
          title="Copy the whole fingerprint"
        >
          {copied ? 'copied' : `sha256 ${formatHash(fingerprint)}`}
        </button>
      )}
    </CopyButton>
  );
}

/** What is known of one thing, a line each. */
export function FactList({ facts }: { facts: readonly (readonly [string, React.ReactNode])[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(([label, value]) => (
        <div key={label} className={classes.fact}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
