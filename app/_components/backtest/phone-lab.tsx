import { ActionIcon, Button, Drawer } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconLink } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { describeFields } from '../../../lib/core/fields';
import { strategyListings } from '../../../lib/strategies/catalogue.schema';
import { cancelRun, runNow } from '../../_hooks/lab-actions';
import { useLab } from '../../_hooks/use-lab';
import setupClasses from '../setup/setup.module.css';
import { SetupPanel } from '../setup/setup-panel';
import classes from './backtest.module.css';
import { FirstSteps } from './first-steps';
import { HonestyStrip } from './honesty-strip';
import { KpiStrip } from './kpi-strip';
import { Charts, useDimmed } from './lab';
import { copyLink } from './run-actions';
import { RunBar } from './run-bar';
import { RunError } from './run-error';
import { RunProgress, useSlowRun } from './run-progress';
import { TesterPanel } from './tester-panel';
import { useLabKeys } from './use-lab-keys';

const nothing = (): void => undefined;

/** One column: figures, charts and tables below each other; the setup comes up from below. */
export function PhoneLab() {
  const result = useLab((s) => s.result);
  const dimmed = useDimmed();
  const slow = useSlowRun();
  const [open, setOpen] = useState(false);
  useLabKeys(() => setOpen((was) => !was), nothing);
  return (
    <div className={classes.place}>
      <HeaderLink />
      <div className={classes.scroll}>
        <RunBar setupFolded={false} onUnfold={nothing} phone />
        <FirstSteps />
        <RunError />
        <KpiStrip result={result} dimmed={dimmed} />
        <HonestyStrip notes={result?.honesty ?? []} />
        <div className={classes.chartPane}>
          <RunProgress />
          {result !== null && <Charts result={result} dimmed={dimmed} />}
        </div>
        <div className={classes.testerPane}>
          {result !== null && <TesterPanel result={result} dimmed={dimmed} />}
        </div>
      </div>
      <div className={setupClasses.phoneBar}>
        <Button
          className={setupClasses.phoneSetup ?? ''}
          justify="space-between"
          leftSection={<IconAdjustmentsHorizontal size={17} aria-hidden="true" />}
          rightSection={<span className="faint">Setup</span>}
          onClick={() => setOpen(true)}
        >
          {useSetupSummary()}
        </Button>
        <Button variant="filled" w={92} onClick={() => (slow ? cancelRun() : void runNow())}>
          {slow ? 'Cancel' : 'Run'}
        </Button>
      </div>
      <Drawer
        opened={open}
        onClose={() => setOpen(false)}
        position="bottom"
        size="80%"
        padding={0}
        title={<span className={setupClasses.drawerTitle}>Setup</span>}
        closeButtonProps={{ 'aria-label': 'Close the setup', size: 44 }}
      >
        <SetupPanel withFooter={false} />
      </Drawer>
    </div>
  );
}

/** `Fast 20, slow 100`: the first settings of the strategy. */
function useSetupSummary(): string {
  const strategy = useLab((s) => s.setup.config.strategy);
  const listing = strategyListings.find(({ id }) => id === strategy.id);
  if (listing === undefined) return strategy.id;
  const fields = describeFields(listing.schema)
    .filter((f) => f.control === 'integer' || f.step !== undefined)
    .slice(0, 2);
  if (fields.length === 0) return listing.label;
  const text = fields
    .map(
      (f) => `${f.label.split(' ')[0]?.toLowerCase()} ${strategy.params[f.key] ?? f.defaultValue}`,
    )
    .join(', ');
  return text.charAt(0).toUpperCase() + text.slice(1);
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
