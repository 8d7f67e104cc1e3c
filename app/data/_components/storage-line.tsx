'use client';

import { Button, Progress, Text } from '@mantine/core';
import { useState } from 'react';
import { formatBytes } from '../../../lib/analytics/views/format';
import { data, type StorageState } from '../../../workers/data.client';
import shared from '../data.module.css';
import { QualityMark } from './quality-mark';
import classes from './storage-line.module.css';

/** How much room is taken, and whether the browser may evict it. */
export function StorageLine({
  storage,
  onChanged,
}: {
  storage: StorageState | null;
  onChanged(): Promise<void>;
}) {
  const [refused, setRefused] = useState(false);
  if (storage === null) return null;
  const { usedBytes, quotaBytes, persistent } = storage;
  const ask = async () => {
    const state = await data.persist();
    setRefused(state.persistent !== true);
    await onChanged();
  };
  return (
    <footer className={classes.storage}>
      <div className={classes.storageLine}>
        <Text size="xs">
          {usedBytes === null || quotaBytes === null ? (
            'This browser does not say how much it stores.'
          ) : (
            <>
              <b>{formatBytes(usedBytes)}</b>{' '}
              <Text span c="dimmed" inherit>
                of about {formatBytes(quotaBytes)} this browser allows
              </Text>
            </>
          )}
        </Text>
        {persistent === true ? (
          <QualityMark care={false}>Kept until you delete it</QualityMark>
        ) : (
          <Button size="compact-xs" variant="subtle" onClick={() => void ask()}>
            {refused ? 'Ask again' : 'Ask to keep it'}
          </Button>
        )}
      </div>
      {refused && persistent !== true && (
        <Text size="xs" className={shared.careText}>
          The browser said no: it may remove data when the disk is nearly full. Export what you
          can’t get again.
        </Text>
      )}
      {storage.problem != null && (
        <Text size="xs" role="alert" className={shared.careText}>
          {storage.problem}
        </Text>
      )}
      {usedBytes !== null && quotaBytes !== null && quotaBytes > 0 && (
        <Progress
          value={Math.max(1, (usedBytes / quotaBytes) * 100)}
          size={4}
          aria-label="Storage used"
        />
      )}
    </footer>
  );
}
