import { Tooltip } from '@mantine/core';
import type { ReactElement } from 'react';

const events = { hover: true, focus: false, touch: true } as const;

/** What a setting means, on hover and on a touch of its name. */
export function HelpTip({ help, children }: { help: string; children: ReactElement }) {
  return (
    <Tooltip label={help} multiline w={260} position="top-start" events={events}>
      {children}
    </Tooltip>
  );
}
