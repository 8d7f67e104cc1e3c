import { Button, Kbd } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { formatCount, formatDuration } from '../../../lib/analytics/views/format';
import { cancelRun, runNow } from '../../_hooks/lab-actions';
import { useLab } from '../../_hooks/use-lab';
import { useSlowRun } from '../backtest/run-progress';
import classes from './setup.module.css';

/** Time and size of the last run, and Run; Cancel while a run takes long. */
export function RunFooter() {
  const elapsed = useLab((s) => s.elapsedMs);
  const bars = useLab((s) => s.result?.data.bars);
  const slow = useSlowRun();
  return (
    <div className={classes.footer}>
      <span>
        {elapsed !== null && bars !== undefined && (
          <>
            <b>{formatDuration(elapsed)}</b> · {formatCount(bars)} bars
          </>
        )}
      </span>
      {slow ? (
        <Button leftSection={<IconPlayerStop size={14} aria-hidden />} onClick={cancelRun}>
          Cancel <Kbd ml={6}>Esc</Kbd>
        </Button>
      ) : (
        <Button
          variant="filled"
          leftSection={<IconPlayerPlay size={14} aria-hidden />}
          onClick={() => void runNow()}
        >
          Run{' '}
          <Kbd className={`${classes.kbdOnAccent}`} ml={6}>
            Ctrl ↵
          </Kbd>
        </Button>
      )}
    </div>
  );
}
