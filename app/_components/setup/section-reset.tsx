import { Button } from '@mantine/core';
import { IconRestore } from '@tabler/icons-react';
import { changeConfig } from '../../_hooks/lab-actions';
import { useLab } from '../../_hooks/use-lab';
import classes from './setup.module.css';
import { isChanged, type SectionId, setupSections, withDefaults } from './setup-sections';

/** Takes a section back to its defaults; there only where something in it was changed. */
export function SectionReset({ id, title }: { id: SectionId; title: string }) {
  const paths = setupSections[id];
  const changed = useLab((s) => paths.some((path) => isChanged(s.setup.config, path)));
  if (!changed) return null;
  return (
    <Button
      className={classes.reset ?? ''}
      size="compact-xs"
      variant="subtle"
      color="gray"
      leftSection={<IconRestore size={13} stroke={1.9} aria-hidden="true" />}
      aria-label={`${title}: back to the defaults`}
      onClick={() => changeConfig((config) => withDefaults(config, paths), `reset.${id}`)}
    >
      Defaults
    </Button>
  );
}
