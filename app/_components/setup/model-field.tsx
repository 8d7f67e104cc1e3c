import { Select } from '@mantine/core';
import Link from 'next/link';
import { useEffect, useState } from 'react';
import { formatHash } from '../../../lib/analytics/views/format';
import type { FieldDescriptor } from '../../../lib/core/fields';
import type { ModelListing } from '../../../workers/models.api';
import { models } from '../../../workers/models.client';
import { describeError } from '../describe-error';
import classes from './setup.module.css';

/** Which trained model a strategy acts on: those of this browser, by name. */
export default function ModelField(props: {
  readonly field: FieldDescriptor;
  readonly value: string;
  readonly error?: string | undefined;
  onChange(hash: string): void;
}) {
  const { field, value, error, onChange } = props;
  const [list, setList] = useState<readonly ModelListing[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const read = (): void => {
    models.list().then(
      (found) => setList(found),
      (cause: unknown) => setProblem(describeError(cause)),
    );
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: another model may have been kept since
  useEffect(read, [value]);
  const options = (list ?? []).map(({ hash, name }) => ({ value: hash, label: name }));
  if (value !== '' && !options.some((option) => option.value === value)) {
    options.push({ value, label: `Model ${formatHash(value)}` });
  }
  return (
    <div className={classes.field}>
      <Select
        label={field.label}
        data={options}
        value={value === '' ? null : value}
        placeholder={list === null ? 'Reading your models …' : 'Choose a model'}
        nothingFoundMessage="No model yet"
        allowDeselect={false}
        onChange={(hash) => hash !== null && onChange(hash)}
        onDropdownOpen={read}
        error={error ?? problem}
      />
      {list?.length === 0 && value === '' && (
        <div className={classes.hint}>
          There is no model yet. <Link href="/models">Train one</Link>
        </div>
      )}
    </div>
  );
}
