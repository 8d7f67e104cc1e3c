'use client';

import { Notifications as MantineNotifications } from '@mantine/notifications';
import classes from './shell.module.css';

/** Where short messages appear; loaded after the page is at rest. */
export default function Notifications() {
  return (
    <MantineNotifications
      className={classes.messages ?? ''}
      position="bottom-right"
      limit={3}
      autoClose={6000}
      zIndex={400}
    />
  );
}
