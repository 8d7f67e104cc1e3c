import { ActionIcon, Button } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { cancelRun, runNow } from '../../_hooks/lab-actions';
import { useLab } from '../../_hooks/use-lab';
import { useShell } from '../../_hooks/use-shell';
import setupClasses from '../setup/setup.module.css';
import { FirstSteps } from './first-steps';
import classes from './lab.module.css';
import { Charts, Figures, Tester } from './result-parts';
import { copyLink } from './run-actions';
import { RunBar } from './run-bar';
import { RunError } from './run-error';
import { RunProgress, useSlowRun } from './run-progress';
import { SeveralDataSetsWhenAsked } from './several-when-asked';
import { useLabKeys } from './use-lab-keys';

const PhoneSetup = dynamic(() => import('./phone-setup'), { ssr: false });

const nothing = (): void => undefined;

/** One column: figures, charts and tables below each other; the setup comes up from below. */
export function PhoneLab() {
  const begun = useShell((s) => s.settled);
  const slow = useSlowRun();
  const [open, setOpen] = useState(false);
  useLabKeys(() => setOpen((was) => !was), nothing);
  return (
    <div className={classes.place}>
      <HeaderLink />
      <SeveralDataSetsWhenAsked />
      <div className={classes.scroll}>
        <RunBar setupFolded={false} onUnfold={nothing} phone />
        <FirstSteps />
        <RunError />
        <Figures />
        <div className={classes.chartPane}>
          <RunProgress />
          {begun && <Charts />}
        </div>
        <div className={classes.testerPane}>{begun && <Tester />}</div>
      </div>
      <div className={setupClasses.phoneBar}>
        {!begun ? (
          <span className={setupClasses.phoneSetup} />
        ) : (
          <PhoneSetup open={open} onOpen={() => setOpen(true)} onClose={() => setOpen(false)} />
        )}
        <Button variant="filled" w={92} onClick={() => (slow ? cancelRun() : void runNow())}>
          {slow ? 'Cancel' : 'Run'}
        </Button>
      </div>
    </div>
  );
}

/** Copy link sits in the header, beside the search. */
function HeaderLink() {
  const [host, setHost] = useState<Element | null>(null);
  const hasResult = useLab((s) => s.result !== null);
  useEffect(() => setHost(document.getElementById('phone-header-actions')), []);
  if (host === null) return null;
  return createPortal(
    <ActionIcon
      size={44}
      disabled={!hasResult}
      onClick={() => void copyLink()}
      aria-label="Copy link"
    >
      <IconLink size={20} stroke={1.8} aria-hidden="true" />
    </ActionIcon>,
    host,
  );
}
