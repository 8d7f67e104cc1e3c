import { IconAlertCircle, IconAlertTriangle } from '@tabler/icons-react';
import type { LabError } from '../_hooks/lab-store';
import { describeError } from './describe-error';
import place from './place.module.css';

/** What went wrong and what to do, above what it concerns; nothing where there is nothing. */
export function ProblemLine({
  problem,
  tone = 'bad',
}: {
  problem: LabError | string | null;
  /** `care` for what mends itself or was wanted. */
  tone?: 'bad' | 'care';
}) {
  if (problem === null) return null;
  const text =
    typeof problem === 'string'
      ? problem
      : describeError(Object.assign(new Error(problem.message), { name: problem.name }));
  const Icon = tone === 'bad' ? IconAlertCircle : IconAlertTriangle;
  return (
    <div className={place.problem} data-tone={tone} role={tone === 'bad' ? 'alert' : undefined}>
      <Icon size={16} stroke={1.9} aria-hidden="true" />
      {text}
    </div>
  );
}
