import { IconAlertCircle } from '@tabler/icons-react';
import type { LabError } from '../_hooks/lab-store';
import { describeError } from './describe-error';
import place from './place.module.css';

/** What went wrong and what to do, above what it concerns; nothing where there is nothing. */
export function ProblemLine({ problem }: { problem: LabError | string | null }) {
  if (problem === null) return null;
  const text =
    typeof problem === 'string'
      ? problem
      : describeError(Object.assign(new Error(problem.message), { name: problem.name }));
  return (
    <div className={place.problem} role="alert">
      <IconAlertCircle size={16} stroke={1.9} aria-hidden="true" />
      {text}
    </div>
  );
}
