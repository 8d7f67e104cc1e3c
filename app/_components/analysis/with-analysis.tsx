import { Button, Progress } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import type { RunAnalysis } from '../../../lib/analytics/run-analysis';
import { useStore } from '../../_hooks/external-store';
import { useLab } from '../../_hooks/use-lab';
import classes from './analysis.module.css';
import {
  analyseAgain,
  analyseSetup,
  analysisStore,
  cancelAnalysis,
  leaveAnalysis,
} from './analysis-store';

/** Shows what `children` make of the run's analysis, and how far it is until there is one. */
export function WithAnalysis({ children }: { children(analysis: RunAnalysis): ReactNode }) {
  const setup = useLab((s) => s.resultSetup);
  const { status, analysis, analysed, progress, error, startedAt } = useStore(
    analysisStore,
    (s) => s,
  );
  useEffect(() => {
    if (setup !== null) void analyseSetup(setup);
  }, [setup]);
  useEffect(() => leaveAnalysis, []);
  const slow = useSlow(status === 'running', startedAt);
  const current = analysed === setup;
  const share = progress && progress.total > 0 ? progress.done / progress.total : null;
  const again = setup !== null && (
    <Button size="compact-sm" onClick={() => void analyseAgain(setup)}>
      Make the charts
    </Button>
  );
  return (
    <>
      {status === 'running' && slow && (
        <div className={classes.state} role="status">
          <Progress
            w={180}
            size={6}
            value={(share ?? 1) * 100}
            animated={share === null}
            aria-label="Making the charts"
          />
          <span>
            {progress && share !== null
              ? `${progress.label}: ${progress.done.toLocaleString()} of ${progress.total.toLocaleString()}, ${Math.floor(share * 100)}%`
              : 'Making the charts'}
          </span>
          <Button size="compact-sm" onClick={cancelAnalysis}>
            Cancel
          </Button>
        </div>
      )}
      {status === 'running' && !slow && analysis === null && (
        <p className={classes.state}>Making the charts …</p>
      )}
      {status === 'cancelled' && !current && (
        <div className={classes.state}>Cancelled. {again}</div>
      )}
      {status === 'error' && !current && (
        <div className={classes.state} role="alert">
          <span>{error}</span> {again}
        </div>
      )}
      {analysis !== null && (current || status === 'running') && (
        <div className={current ? undefined : classes.stale}>{children(analysis)}</div>
      )}
    </>
  );
}

/** True once it has gone on for a second. */
function useSlow(running: boolean, startedAt: number): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    setSlow(false);
    if (!running) return;
    const timer = setTimeout(
      () => setSlow(true),
      Math.max(0, 1000 - (performance.now() - startedAt)),
    );
    return () => clearTimeout(timer);
  }, [running, startedAt]);
  return running && slow;
}
