'use client';

import { Notifications as MantineNotifications } from '@mantine/notifications';

/** Where short messages appear; loaded after the page is at rest. */
export default function Notifications() {
  return <MantineNotifications position="bottom-right" limit={3} autoClose={6000} zIndex={400} />;
}
