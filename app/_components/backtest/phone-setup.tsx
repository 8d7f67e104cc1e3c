import { Button, Drawer } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { describeFields } from '../../../lib/core/fields';
import { strategyListings } from '../../../lib/strategies/catalogue.schema';
import { useLab } from '../../_hooks/use-lab';
import classes from '../setup/setup.module.css';
import { SetupPanel } from '../setup/setup-panel';

/** What is set, in a few words, and the drawer in which it is changed. */
export default function PhoneSetup({
  open,
  onOpen,
  onClose,
}: {
  open: boolean;
  onOpen: () => void;
  onClose: () => void;
}) {
  return (
    <>
      <Button
        className={classes.phoneSetup ?? ''}
        justify="space-between"
        leftSection={<IconAdjustmentsHorizontal size={17} aria-hidden="true" />}
        rightSection={<span className="faint">Setup</span>}
        onClick={onOpen}
      >
        {useSetupSummary()}
      </Button>
      <Drawer
        opened={open}
        onClose={onClose}
        position="bottom"
        size="80%"
        padding={0}
        title={<span className={classes.drawerTitle}>Setup</span>}
        closeButtonProps={{ 'aria-label': 'Close the setup', size: 44, iconSize: 20 }}
      >
        <SetupPanel inDrawer />
      </Drawer>
    </>
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
  return fields
    .map((f, i) => {
      const word = f.label.split(' ')[0] ?? '';
      const name = i === 0 || word === word.toUpperCase() ? word : word.toLowerCase();
      return `${name} ${strategy.params[f.key] ?? f.defaultValue}`;
    })
    .join(', ');
}
