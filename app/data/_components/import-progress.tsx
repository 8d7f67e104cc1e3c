'use client';

import { Button, Group, Loader, Progress, Text } from '@mantine/core';
import { useRef } from 'react';
import { describeError } from '../../_components/describe-error';
import { remainingTime } from '../../_components/remaining-time';
import type { ImportState } from '../_hooks/import-state';
import shared from '../data.module.css';
import { ErrorAlert } from './error-alert';

const doing: Partial<Record<ImportState['phase'], string>> = {
  reading: 'Reading the files',
  checking: 'Checking every row',
  saving: 'Saving',
};

/** The file an error names; where it names none there was only one. */
function fileOf(error: Error): string {
  const { where } = error as { where?: { readonly file?: string } };
  return where?.file || 'This file';
}

/** What is under way with its share done and Cancel, and what went wrong. */
export function ImportProgress({ state, onCancel }: { state: ImportState; onCancel(): void }) {
  const { phase, progress, error } = state;
  const began = useRef({ phase, at: 0 });
  if (began.current.phase !== phase || began.current.at === 0) {
    began.current = { phase, at: performance.now() };
  }
  const label = doing[phase];
  const share =
    progress === null || progress.total <= 0 ? null : (100 * progress.done) / progress.total;
  const elapsed = performance.now() - began.current.at;
  const left = elapsed > 1000 && share !== null ? remainingTime(elapsed, share / 100) : '';
  const nothingRead = state.inspection === null && state.rates === null;
  return (
    <>
      {label !== undefined && (
        <div className={shared.card} role="status">
          <Group gap={8}>
            <Loader size={14} />
            <Text size="sm">
              {label}
              {progress !== null && ` · ${progress.label}`}
              {share !== null && `, ${Math.floor(share)}%`}
              {left !== '' && `, ${left}`}
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
        <ErrorAlert
          title={
            nothingRead && error.name === 'DataError'
              ? `${fileOf(error)} can’t be read`
              : 'That did not work'
          }
        >
          {describeError(error)}
        </ErrorAlert>
      )}
    </>
  );
}
