'use client';

import { Button, FileButton, Kbd, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconFileImport } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './drop-area.module.css';

/** What the picker offers first; any file is taken, and what it is, is found out by reading it. */
const pickedTypes = '.csv,.tsv,.txt,.json,.parquet,.zip,.gz';

/** Ways to hand in files: the large area, or a button that opens the picker. */
export function DropArea({
  kind,
  onFiles,
  children,
}: {
  kind: 'area' | 'button';
  onFiles(files: readonly File[]): void;
  children?: ReactNode;
}) {
  if (kind === 'button') {
    return (
      <FileButton
        multiple
        accept={pickedTypes}
        onChange={(files) => files.length > 0 && onFiles(files)}
      >
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
      onDrop={(files) => files.length > 0 && onFiles(files)}
      inputProps={{ 'aria-label': 'Choose CSV, JSON, Parquet or zip files' }}
      aria-label="Drop files here, or press Enter to choose some"
    >
      <div className={classes.dropInner}>
        <IconFileImport size={26} aria-hidden className={classes.dropIcon} />
        <Text fw={600}>Drop CSV, JSON, Parquet or zip here</Text>
        <Text size="xs" c="dimmed">
          or paste rows with <Kbd size="xs">Ctrl V</Kbd>. Files stay on this device.
        </Text>
      </div>
    </Dropzone>
  );
}
