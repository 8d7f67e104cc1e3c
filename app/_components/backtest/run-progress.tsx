import { Button, Progress } from '@mantine/core';
import { useEffect, useState } from 'react';
import { cancelRun } from '../../_hooks/lab-actions';
import { useLab } from '../../_hooks/use-lab';
import { remainingTime } from '../remaining-time';
import classes from './run-progress.module.css';

/** How long the run under way has taken, measured every quarter of a second; 0 when none is. */
function useRunningFor(): number {
  const running = useLab((s) => s.status === 'running');
  const startedAt = useLab((s) => s.startedAt);
  const [ms, setMs] = useState(0);
  useEffect(() => {
    if (!running) {
      setMs(0);
      return;
    }
    const measure = () => setMs(performance.now() - startedAt);
    const first = setTimeout(measure, 160);
    const timer = setInterval(measure, 250);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [running, startedAt]);
  return running ? ms : 0;
}

/** True once a run takes longer than a second: then it says how far it is and can be stopped. */
export const useSlowRun = (): boolean => useRunningFor() > 1000;

/** Nothing below 150 ms, a thin bar up to a second, then count, percent, remaining time and Cancel. */
export function RunProgress() {
  const runningFor = useRunningFor();
  const progress = useLab((s) => s.progress);
  const share = progress && progress.total > 0 ? progress.done / progress.total : null;
  if (runningFor < 150) return null;
  if (runningFor < 1000) {
    return (
      <Progress
        className={classes.thinBar ?? ''}
        size={2}
        radius={0}
        value={(share ?? 1) * 100}
        animated={share === null}
        aria-label="Running"
      />
    );
  }
  const left = remainingTime(runningFor, share);
  return (
    <div className={classes.progress} role="status">
      <Progress
        className={classes.progressBar ?? ''}
        size={6}
        value={(share ?? 0) * 100}
        aria-label="Running"
      />
      <span>
        {progress && share !== null
          ? `${progress.label}: ${progress.done.toLocaleString()} of ${progress.total.toLocaleString()}, ${Math.floor(share * 100)}%`
          : 'Running'}
        {left !== '' && `, ${left}`}
      </span>
      <Button size="compact-sm" onClick={cancelRun}>
        Cancel
      </Button>
    </div>
  );
}
