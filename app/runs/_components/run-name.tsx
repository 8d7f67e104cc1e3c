'use client';

import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { backtest, type StoredRun } from '../../../workers/backtest.client';
import classes from './runs.module.css';

/** The name of a run, changed in place. */
export function RunName({ run, onRenamed }: { run: StoredRun; onRenamed(): Promise<void> }) {
  const [name, setName] = useState<string | null>(null);
  if (name === null) {
    return (
      <>
        <span className={classes.name}>{run.name}</span>{' '}
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={`Rename ${run.name}`}
          onClick={() => setName(run.name)}
        >
          Rename
        </Button>
        {run.name !== run.title && <div className={classes.label}>{run.title}</div>}
      </>
    );
  }
  const save = async () => {
    if (name.trim() === '') return;
    await backtest.renameRun(run.runId, name.trim());
    setName(null);
    await onRenamed();
  };
  return (
    <form
      className={classes.renameForm}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextInput
        aria-label="New name"
        ref={(input) => input?.focus()}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && setName(null)}
      />
      <Button type="submit" disabled={name.trim() === ''}>
        Save name
      </Button>
    </form>
  );
}
