import { Button } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import Link from 'next/link';
import { openInLab, runNow, undo } from '../../_hooks/lab-actions';
import { sampleSetup } from '../../_hooks/lab-store';
import { useLab } from '../../_hooks/use-lab';
import shared from './backtest.module.css';
import classes from './run-error.module.css';

/** What stopped the run, where, and the way on; the setup is kept as it is. */
export function RunError() {
  const error = useLab((s) => s.error);
  const failed = useLab((s) => s.status === 'error');
  const canUndo = useLab((s) => s.undo.length > 0);
  const hasResult = useLab((s) => s.result !== null);
  if (!failed || error === null) return null;
  return (
    <div className={classes.error} role="alert">
      <IconAlertCircle size={16} stroke={1.9} className={classes.errorIcon} aria-hidden="true" />
      <span>{error.message}</span>
      <span className={shared.spring} />
      {canUndo && (
        <Button size="compact-sm" onClick={undo}>
          Undo the change
        </Button>
      )}
      <Button size="compact-sm" onClick={() => void runNow()}>
        Run again
      </Button>
      {(error.name === 'DataError' || error.name === 'StorageError') && (
        <Button size="compact-sm" component={Link} href="/data">
          Open Data
        </Button>
      )}
      {!hasResult && (
        <Button size="compact-sm" onClick={() => openInLab(sampleSetup.data, sampleSetup.config)}>
          Open the sample
        </Button>
      )}
    </div>
  );
}
