import { ActionIcon, Button, CopyButton, Group } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { RunResult } from '../../../lib/analytics/run-result';
import { runCard } from '../../../lib/analytics/views/run-card';
import shared from './backtest.module.css';
import classes from './run-card.module.css';

/** Everything that identifies the run, to copy. */
export function RunCard({ result }: { result: RunResult }) {
  const groups = useMemo(() => runCard(result), [result]);
  return (
    <div className={classes.card}>
      {groups.map(({ title, rows }) => (
        <section key={title} className={shared.metricGroup}>
          <h3>{title}</h3>
          <dl>
            {rows.map(({ label, value, full, fixedWidth }) => (
              <div key={label} className={shared.metricRow}>
                <dt>{label}</dt>
                <dd className={fixedWidth ? 'mono' : undefined} title={full ?? undefined}>
                  {value}
                  {full !== null && <CopyIcon value={full} name={label} />}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <Group className={classes.cardActions ?? ''} gap="sm">
        <CopyText label="Copy the config, JSON" value={JSON.stringify(result.config, null, 2)} />
        <CopyText
          label="Copy the identity, JSON"
          value={JSON.stringify(result.identity, null, 2)}
        />
      </Group>
    </div>
  );
}

function CopyText({ label, value }: { label: string; value: string }) {
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Button
          size="compact-sm"
          onClick={copy}
          leftSection={
            copied ? <IconCheck size={13} aria-hidden /> : <IconCopy size={13} aria-hidden />
          }
        >
          {copied ? 'Copied' : label}
        </Button>
      )}
    </CopyButton>
  );
}

function CopyIcon({ value, name }: { value: string; name: string }) {
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <ActionIcon size={22} ml={4} onClick={copy} aria-label={`Copy ${name}, whole`}>
          {copied ? <IconCheck size={13} aria-hidden /> : <IconCopy size={13} aria-hidden />}
        </ActionIcon>
      )}
    </CopyButton>
  );
}
