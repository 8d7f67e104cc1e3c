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
import bar from '../title-bar.module.css';
import { VerificationBadge } from '../verification-badge';
import shared from './backtest.module.css';
import { copyLink } from './run-actions';
import classes from './run-bar.module.css';

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
  const hasResult = useLab((s) => s.result !== null);
  const canAct = useShell((s) => s.settled) && hasResult;
  return (
    <div className={bar.bar}>
      {setupFolded && (
        <Tooltip label="Show the setup  [">
          <ActionIcon onClick={onUnfold} aria-label="Show the setup" className={classes.fold ?? ''}>
            <IconLayoutSidebarLeftExpand size={17} stroke={1.8} aria-hidden="true" />
          </ActionIcon>
        </Tooltip>
      )}
      <RunName phone={phone} />
      <RunBadge />
      {phone && (canAct ? <RunMenus phone /> : <PhoneMenuToCome />)}
      {!phone && (
        <>
          <span className={shared.spring} />
          <UndoRedo />
          {canAct ? <RunMenus phone={false} /> : <MenusToCome />}
          <Button
            variant="filled"
            leftSection={<IconLink size={15} stroke={1.9} aria-hidden="true" />}
            disabled={!hasResult}
            onClick={() => void copyLink()}
          >
            Copy link
          </Button>
        </>
      )}
    </div>
  );
}

/** What the run is of. */
function RunName({ phone }: { phone: boolean }) {
  const title = useLab((s) => s.result?.title);
  const data = useLab((s) => s.result?.data);
  return (
    <>
      <Title order={1} className={`${bar.title} ${classes.title}`}>
        {title ?? 'Backtest'}
      </Title>
      <span className={`${bar.sub} ${classes.dataName}`}>
        {data && `${data.name}, ${rhythm(data.intervalMs)}`}
        {data && phone && ` · ${yearOf(data.firstTime)} to ${yearOf(data.lastTime)}`}
      </span>
      {data && isSynthetic(data.source) && <span className="dashed-badge">Synthetic</span>}
    </>
  );
}

/** How far the run on screen was checked; nothing while it belongs to an older setup. */
function RunBadge() {
  const hash = useLab((s) => s.result?.identity.ledgerHash);
  const verification = useLab((s) => s.verification);
  const stale = useLab((s) => s.setup !== s.resultSetup);
  if (hash === undefined || stale) return null;
  return <VerificationBadge state={verification} hash={hash} />;
}

function UndoRedo() {
  const canUndo = useLab((s) => s.undo.length > 0);
  const canRedo = useLab((s) => s.redo.length > 0);
  return (
    <>
      <ActionIcon onClick={undo} disabled={!canUndo} aria-label="Undo the last change">
        <IconArrowBackUp size={17} stroke={1.8} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon onClick={redo} disabled={!canRedo} aria-label="Do the change again">
        <IconArrowForwardUp size={17} stroke={1.8} aria-hidden="true" />
      </ActionIcon>
    </>
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
