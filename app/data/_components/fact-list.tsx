import { CopyButton } from '@mantine/core';
import { formatHash } from '../../../lib/analytics/views/format';
import classes from '../data.module.css';
import detail from '../data-set-detail.module.css';

/** A fingerprint in short; a click copies the whole of it. */
export function FingerprintButton({ fingerprint }: { fingerprint: string }) {
  return (
    <CopyButton value={fingerprint}>
      {({ copied, copy }) => (
        <button
          type="button"
          className={classes.hash}
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
    <dl className={detail.facts2}>
      {facts.map(([label, value]) => (
        <div key={label} className={detail.fact}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
