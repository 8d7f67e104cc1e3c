import { formatHash } from '../../../lib/analytics/views/format';
import { type SetupLine, setupLines } from '../../../lib/analytics/views/setup-lines';
import type { LinkClaim } from '../../../workers/backtest.client';
import classes from './shared-run.module.css';

/** The whole setup the link carries, in the words of the forms. */
export function SetupList({ claim }: { claim: LinkClaim }) {
  const lines: readonly SetupLine[] = [
    ...setupLines(claim.config),
    {
      group: 'Identity',
      label: 'Data',
      value: `${claim.dataName}, ${formatHash(claim.dataFingerprint)}`,
    },
    {
      group: 'Identity',
      label: 'Engine',
      value: `${claim.engineVersion}, rules version ${claim.semanticsVersion}`,
    },
  ];
  const groups = [...new Set(lines.map(({ group }) => group))];
  return (
    <section className={classes.card} aria-label="Setup">
      <h2>The setup in the link</h2>
      {groups.map((group) => (
        <div key={group}>
          <h3 className={classes.setupGroup}>{group}</h3>
          <dl className={classes.setup}>
            {lines
              .filter((line) => line.group === group)
              .map(({ label, value }) => (
                <FieldRow key={label} name={label} value={value} />
              ))}
          </dl>
        </div>
      ))}
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
