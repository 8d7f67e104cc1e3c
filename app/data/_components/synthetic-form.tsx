'use client';

import { Badge, Button, Group, Text, TextInput, Title } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import { describeFields } from '../../../lib/core/fields';
import { syntheticSchema } from '../../../lib/market/synthetic/synthetic.schema';
import { type DataSetInfo, data, isCancelled } from '../../../workers/data.client';
import { describeError } from '../../_components/describe-error';
import { type FieldValue, SchemaField } from '../../_components/setup/schema-field';
import shared from '../data.module.css';
import { ErrorAlert } from './error-alert';
import classes from './synthetic-form.module.css';

/** Makes a seeded market whose every property is known: for trying a strategy where the truth is not a matter of opinion. */
export function SyntheticForm({
  onCreated,
  onLeave,
}: {
  onCreated(set: DataSetInfo): void;
  onLeave(): void;
}) {
  const fields = useMemo(() => describeFields(syntheticSchema), []);
  const [values, setValues] = useState<Record<string, FieldValue>>(() =>
    Object.fromEntries(fields.map((f) => [f.key, f.defaultValue as FieldValue])),
  );
  const [name, setName] = useState('Synthetic market');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const job = useRef<AbortController | null>(null);

  const create = async () => {
    const controller = new AbortController();
    job.current = controller;
    setBusy(true);
    setError(null);
    try {
      const sets = await data.createSynthetic(values, name.trim(), { signal: controller.signal });
      if (sets[0] !== undefined) onCreated(sets[0]);
    } catch (cause) {
      if (!isCancelled(cause)) setError(cause);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      className={shared.panel}
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
    >
      <header className={shared.bar}>
        <Title order={2} className={shared.title}>
          Synthetic market
        </Title>
        <Badge className={shared.dashed}>Always labelled synthetic</Badge>
      </header>
      <div className={shared.cards}>
        <Text size="sm" c="dimmed" maw={560}>
          Prices made from a seed: calm and stormy regimes, jumps, volume that follows volatility,
          and a common factor between assets. The same seed gives the same bars on every machine. It
          shows how a strategy behaves, never what it would have earned.
        </Text>
        {error !== null && <ErrorAlert>{describeError(error)}</ErrorAlert>}
        <section className={`${shared.card} ${classes.formGrid}`} aria-label="Settings">
          <TextInput label="Name" value={name} onChange={(e) => setName(e.currentTarget.value)} />
          {fields.map((field) => (
            <SchemaField
              key={field.key}
              field={field}
              compact
              value={values[field.key] ?? (field.defaultValue as FieldValue)}
              onChange={(value) => setValues((known) => ({ ...known, [field.key]: value }))}
            />
          ))}
        </section>
      </div>
      <footer className={shared.foot}>
        <span />
        <Group gap={8}>
          <Button
            onClick={() => {
              job.current?.abort();
              onLeave();
            }}
          >
            {busy ? 'Cancel' : 'Back'}
          </Button>
          <Button type="submit" variant="filled" loading={busy} disabled={name.trim() === ''}>
            Make and save
          </Button>
        </Group>
      </footer>
    </form>
  );
}
