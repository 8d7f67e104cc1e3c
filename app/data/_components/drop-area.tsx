'use client';

import { Button, FileButton, Kbd, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconFileImport } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from '../drop-area.module.css';

/** Ways to hand in a file: the large area, or a button that opens the picker. Any file is taken; what it is, is found out by reading it. */
export function DropArea({
  kind,
  onFile,
  children,
}: {
  kind: 'area' | 'button';
  onFile(file: File): void;
  children?: ReactNode;
}) {
  if (kind === 'button') {
    return (
      <FileButton onChange={(file) => file !== null && onFile(file)}>
        {(props) => (
          <Button {...props} variant="filled" className={classes.importButton}>
            {children}
          </Button>
        )}
      </FileButton>
    );
  }
  return (
    <Dropzone
      className={classes.drop ?? ''}
      multiple={false}
      onDrop={(files) => files[0] !== undefined && onFile(files[0])}
      inputProps={{ 'aria-label': 'Choose a CSV or CSV.gz file' }}
      aria-label="Drop a file here, or press Enter to choose one"
    >
      <div className={classes.dropInner}>
        <IconFileImport size={26} aria-hidden className={classes.dropIcon} />
        <Text fw={600}>Drop CSV or CSV.gz here</Text>
        <Text size="xs" c="dimmed">
          or paste rows with <Kbd size="xs">Ctrl V</Kbd>. Files stay on this device.
        </Text>
      </div>
    </Dropzone>
  );
}
