import type { RunConfigInput } from '../../../lib/backtest/run-config.schema';
import { describeFields, type FieldDescriptor } from '../../../lib/core/fields';
import {
  accountSchema,
  protectionSchema,
  sizingSchema,
} from '../../../lib/execution/account.schema';
import { changeConfig } from '../../_hooks/lab-actions';
import type { FieldValue } from './schema-field';

export type SectionName = 'sizing' | 'protection' | 'account';

const described: Readonly<Record<SectionName, readonly FieldDescriptor[]>> = {
  sizing: describeFields(sizingSchema),
  protection: describeFields(protectionSchema),
  account: describeFields(accountSchema),
};

/** Settings of a section of the config, by key, in schema order. */
export function sectionFields(section: SectionName, keys?: readonly string[]): FieldDescriptor[] {
  const all = described[section];
  if (keys === undefined) return [...all];
  return keys.map((key) => all.find((f) => f.key === key)).filter((f) => f !== undefined);
}

/** The value in force: the one chosen, else the schema's default. */
export function sectionValue(
  config: RunConfigInput,
  section: SectionName,
  field: FieldDescriptor,
): FieldValue {
  const chosen = (config[section] as Readonly<Record<string, unknown>> | undefined)?.[field.key];
  return (chosen ?? field.defaultValue) as FieldValue;
}

/** As {@link sectionValue}, of a setting by its key. */
export function sectionValueOf(
  config: RunConfigInput,
  section: SectionName,
  key: string,
): FieldValue | undefined {
  const field = described[section].find((f) => f.key === key);
  return field === undefined ? undefined : sectionValue(config, section, field);
}

export function changeSection(section: SectionName, key: string, value: FieldValue): void {
  changeConfig(
    (config) => ({ ...config, [section]: { ...config[section], [key]: value } }),
    `${section}.${key}`,
  );
}
