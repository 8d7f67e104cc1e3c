import { ActionIcon, Button, Title, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconChevronDown,
  IconDots,
  IconDownload,
  IconGitCompare,
  IconLayoutSidebarLeftExpand,
  IconLink,
} from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { intervalLabel } from '../../../lib/analytics/views/interval-label';
import { isSynthetic } from '../../../lib/analytics/views/is-synthetic';
import { redo, undo } from '../../_hooks/lab-actions';
import { useLab } from '../../_hooks/use-lab';
import { useShell } from '../../_hooks/use-shell';
import { VerificationBadge } from '../verification-badge';
import classes from './backtest.module.css';
import { copyLink } from './run-actions';

const RunMenus = dynamic(() => import('./run-menus'), {
  ssr: false,
  loading: () => <MenusToCome />,
});

/** Name of the run, how far it was checked, and what can be done with it. */
export function RunBar({
  setupFolded,
  onUnfold,
  phone,
}: {
  setupFolded: boolean;
  onUnfold: () => void;
  phone: boolean;
}) {
  const result = useLab((s) => s.result);
  const canAct = useShell((s) => s.settled) && result !== null;
  const verification = useLab((s) => s.verification);
  const stale = useLab((s) => s.setup !== s.resultSetup && s.result !== null);
  const canUndo = useLab((s) => s.undo.length > 0);
  const canRedo = useLab((s) => s.redo.length > 0);
  return (
    <div className={classes.runBar}>
      {setupFolded && (
        <Tooltip label="Show the setup  [">
          <ActionIcon onClick={onUnfold} aria-label="Show the setup" className={classes.fold ?? ''}>
            <IconLayoutSidebarLeftExpand size={17} stroke={1.8} aria-hidden="true" />
          </ActionIcon>
        </Tooltip>
      )}
      <Title order={1} className={classes.title ?? ''}>
        {result?.title ?? 'Backtest'}
      </Title>
      <span className={classes.dataName}>
        {result && `${result.data.name}, ${rhythm(result.data.intervalMs)}`}
        {result &&
          phone &&
          ` · ${yearOf(result.data.firstTime)} to ${yearOf(result.data.lastTime)}`}
      </span>
      {result && isSynthetic(result.data.source) && <span className="dashed-badge">Synthetic</span>}
      {result && !stale && (
        <VerificationBadge state={verification} hash={result.identity.ledgerHash} />
      )}
      {phone && (!canAct ? <PhoneMenuToCome /> : <RunMenus phone />)}
      {!phone && (
        <>
          <span className={classes.spring} />
          <ActionIcon onClick={undo} disabled={!canUndo} aria-label="Undo the last change">
            <IconArrowBackUp size={17} stroke={1.8} aria-hidden="true" />
          </ActionIcon>
          <ActionIcon onClick={redo} disabled={!canRedo} aria-label="Do the change again">
            <IconArrowForwardUp size={17} stroke={1.8} aria-hidden="true" />
          </ActionIcon>
          {!canAct ? <MenusToCome /> : <RunMenus phone={false} />}
          <Button
            variant="filled"
            leftSection={<IconLink size={15} stroke={1.9} aria-hidden="true" />}
            disabled={result === null}
            onClick={() => void copyLink()}
          >
            Copy link
          </Button>
        </>
      )}
    </div>
  );
}

/** `daily` reads better in a name than `1 day`. */
function rhythm(intervalMs: number): string {
  const label = intervalLabel(intervalMs);
  return { '1 day': 'daily', '1 hour': 'hourly', '1 week': 'weekly' }[label] ?? label;
}

const yearOf = (time: number): number => new Date(time).getUTCFullYear();

/** Where the menus will be, so that nothing moves when they come. */
function MenusToCome() {
  return (
    <>
      <Button
        variant="subtle"
        color="gray"
        disabled
        leftSection={<IconGitCompare size={15} stroke={1.9} aria-hidden="true" />}
        rightSection={<IconChevronDown size={13} stroke={1.9} aria-hidden="true" />}
      >
        Compare
      </Button>
      <Button
        variant="subtle"
        color="gray"
        disabled
        leftSection={<IconDownload size={15} stroke={1.9} aria-hidden="true" />}
      >
        Export
      </Button>
    </>
  );
}

function PhoneMenuToCome() {
  return (
    <ActionIcon size={44} disabled aria-label="Compare and export">
      <IconDots size={20} stroke={1.8} aria-hidden="true" />
    </ActionIcon>
  );
}
