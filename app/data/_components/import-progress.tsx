'use client';

import { Alert, Button, Group, Loader, Progress, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { describeError } from '../../_components/describe-error';
import type { ImportState } from '../_hooks/import-state';
import classes from '../data.module.css';

const doing: Partial<Record<ImportState['phase'], string>> = {
  reading: 'Reading the files',
  checking: 'Checking every row',
  saving: 'Saving',
};

/** What is under way with its share done and Cancel, and what went wrong. */
export function ImportProgress({ state, onCancel }: { state: ImportState; onCancel(): void }) {
  const { phase, progress, error } = state;
  const label = doing[phase];
  const share =
    progress === null || progress.total <= 0 ? null : (100 * progress.done) / progress.total;
  const nothingRead = state.inspection === null && state.rates === null;
  return (
    <>
      {label !== undefined && (
        <div className={classes.card} role="status">
          <Group gap={8}>
            <Loader size={14} />
            <Text size="sm">
              {label}
              {progress !== null && ` · ${progress.label}`}
              {share !== null && `, ${Math.floor(share)}%`}
            </Text>
            <Button size="compact-xs" onClick={onCancel}>
              Cancel
            </Button>
          </Group>
          {share !== null && (
            <Progress mt={8} size={4} aria-label="Import progress" value={share} />
          )}
        </div>
      )}
      {error !== null && (
        <Alert
          icon={<IconAlertTriangle size={16} aria-hidden />}
          className={classes.errorAlert}
          title={nothingRead ? 'This file can’t be read' : 'That did not work'}
          role="alert"
        >
          {describeError(error)}
        </Alert>
      )}
    </>
  );
}
