import { CloseButton } from '@mantine/core';
import { useEffect, useState } from 'react';
import { formatDuration } from '../../../lib/analytics/views/format';
import { labStore } from '../../_hooks/lab-store';
import { useLab } from '../../_hooks/use-lab';
import classes from './first-steps.module.css';

const doneKey = 'lookback.first-steps';

type Step = 'move' | 'drop' | 'link' | 'open';

/** Counts copied links of this visit, so that the steps can go on. */
export const linkCopied = (): void => {
  window.dispatchEvent(new Event('lookback:link-copied'));
};

/** One line that leads through the first minute; gone once read to its end or dismissed. */
export function FirstSteps() {
  const [dismissed, setDismissed] = useState(true);
  const [copied, setCopied] = useState(false);
  const elapsed = useLab((s) => s.elapsedMs);
  const changed = useLab((s) => s.changes > 0);
  const ownData = useLab((s) => s.result?.data.source.kind === 'file');
  const firstField = useLab((s) => s.setup.config.strategy.id) === 'sma-cross';

  useEffect(() => {
    try {
      setDismissed(window.localStorage.getItem(doneKey) === 'done');
    } catch {
      // Without storage the line is shown on every visit.
      setDismissed(false);
    }
    const onCopied = () => setCopied(true);
    window.addEventListener('lookback:link-copied', onCopied);
    return () => window.removeEventListener('lookback:link-copied', onCopied);
  }, []);

  if (dismissed || elapsed === null || labStore.get().result === null) return null;
  const step: Step = copied ? 'open' : !changed ? 'move' : ownData ? 'link' : 'drop';
  const dismiss = () => {
    setDismissed(true);
    try {
      window.localStorage.setItem(doneKey, 'done');
    } catch {
      // It is then shown again at the next visit.
    }
  };
  return (
    <aside className={classes.steps} aria-label="First steps">
      <span className={classes.stepsText} aria-live="polite">
        {step === 'move' && (
          <>
            This is a real run, computed here in {formatDuration(elapsed)}.{' '}
            {firstField ? (
              <>
                Move <em>Fast average</em>.
              </>
            ) : (
              'Change a setting.'
            )}
          </>
        )}
        {step === 'drop' && (
          <>
            The figures followed. Now drop your own CSV anywhere, or <em>Copy link</em>.
          </>
        )}
        {step === 'link' && (
          <>
            Your data, the same strategy. <em>Copy link</em> to show it to somebody.
          </>
        )}
        {step === 'open' && 'Open the link in another browser: it will check itself.'}
      </span>
      <CloseButton size="sm" onClick={dismiss} aria-label="Don’t show these steps" />
    </aside>
  );
}
