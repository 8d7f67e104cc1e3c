import { HoverCard, Text } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import classes from './shell.module.css';

/** The promise, and what it rests on. */
export function PrivacyLine() {
  return (
    <HoverCard width={320} position="bottom-end" withArrow>
      <HoverCard.Target>
        <button type="button" className={classes.privacy} aria-describedby="privacy-promise">
          <IconLock size={13} stroke={1.9} aria-hidden="true" />
          Stays on this device
        </button>
      </HoverCard.Target>
      <HoverCard.Dropdown id="privacy-promise">
        <Text fw={600} mb={4}>
          What you load is never sent anywhere
        </Text>
        <Text size="xs" c="dimmed">
          Files are read, tested and kept by this browser. The site may only talk to itself, and it
          has no way to receive rows. A link you copy holds the settings and the result in the part
          after “#”, which browsers don’t send; never your prices.
        </Text>
      </HoverCard.Dropdown>
    </HoverCard>
  );
}
