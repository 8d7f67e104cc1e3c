import { Accordion } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './setup.module.css';

/** Settings that are seldom touched, behind one line. */
export function FoldedFields({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Accordion
      order={3}
      chevronPosition="left"
      chevronSize={14}
      variant="unstyled"
      styles={{
        control: { padding: 0 },
        label: { padding: 0 },
        content: { padding: '8px 0 0' },
      }}
    >
      <Accordion.Item value="folded">
        <Accordion.Control className={`${classes.rationale} ${classes.fineTuning}`}>
          {title}
        </Accordion.Control>
        <Accordion.Panel>{children}</Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
