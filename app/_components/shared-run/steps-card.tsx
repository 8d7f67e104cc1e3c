import { IconCheck, IconX } from '@tabler/icons-react';
import { formatDuration } from '../../../lib/analytics/views/format';
import type { VerificationStep } from '../../../workers/backtest.client';
import classes from './shared-run.module.css';

const titles: Readonly<Record<VerificationStep['id'], string>> = {
  link: 'Link read',
  data: 'Data matched',
  run: 'Run recomputed',
  compare: 'Results compared',
};

function Mark({ step, number }: { step: VerificationStep; number: number }) {
  if (step.state === 'done') return <IconCheck size={13} aria-label="done" />;
  if (step.state === 'failed') return <IconX size={13} aria-label="failed" />;
  return <>{number}</>;
}

/** The four steps of a check with what each found. */
export function StepsCard({ steps }: { steps: readonly VerificationStep[] }) {
  return (
    <section className={classes.card} aria-labelledby="steps-title">
      <h2 id="steps-title">How this was checked</h2>
      <ol className={classes.steps}>
        {steps.map((step, i) => (
          <li key={step.id} data-state={step.state}>
            <span className={classes.dot}>
              <Mark step={step} number={i + 1} />
            </span>
            <span>
              <b>{titles[step.id]}</b>
              <small>{step.detail}</small>
            </span>
            <small>
              {step.state === 'waiting'
                ? 'waiting'
                : step.state === 'running'
                  ? '…'
                  : step.elapsedMs === null
                    ? ''
                    : formatDuration(step.elapsedMs)}
            </small>
          </li>
        ))}
      </ol>
    </section>
  );
}
