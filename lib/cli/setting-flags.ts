import { type Command, InvalidArgumentError, Option } from 'commander';
import type { z } from 'zod/mini';
import { describeFields, type FieldDescriptor } from '../core/fields';

const kebab = (key: string): string => key.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);

type SettingValue = number | string | boolean;

/** Settings of one schema as flags. `rename` gives a field another flag: `kind` → `sizing`. */
export class SettingFlags {
  private readonly fields: readonly { readonly field: FieldDescriptor; readonly flag: string }[];

  constructor(
    private readonly heading: string,
    schema: z.ZodMiniObject,
    rename: Readonly<Record<string, string>> = {},
  ) {
    this.fields = describeFields(schema).map((field) => ({
      field,
      flag: rename[field.key] ?? field.key,
    }));
  }

  /** Declares a flag for every field, grouped in the help under the heading. */
  declare(command: Command): void {
    for (const { field, flag } of this.fields) {
      const name = kebab(flag);
      const help = `${this.heading}: ${field.label}. ${field.help}${defaultText(field)}`;
      if (field.control === 'switch') {
        command.addOption(new Option(`--${name}`, help));
        command.addOption(new Option(`--no-${name}`).hideHelp());
      } else if (field.control === 'choice') {
        const choices = Object.keys(field.options ?? {});
        command.addOption(new Option(`--${name} <choice>`, help).choices(choices));
      } else if (field.control === 'model') {
        command.addOption(new Option(`--${name} <file>`, help));
      } else {
        const unit = field.unit === undefined || field.unit === '%' ? 'number' : field.unit;
        command.addOption(new Option(`--${name} <${unit}>`, help).argParser(parseNumber));
      }
    }
  }

  /** The values that were given, by field; models are files, which are read elsewhere. */
  read(options: Readonly<Record<string, unknown>>): Record<string, SettingValue> {
    const values: Record<string, SettingValue> = {};
    for (const { field, flag } of this.fields) {
      const value = field.control === 'model' ? undefined : options[flag];
      if (value !== undefined) values[field.key] = value as SettingValue;
    }
    return values;
  }
}

function defaultText(field: FieldDescriptor): string {
  if (field.control === 'model') return '';
  if (field.control === 'switch') return field.defaultValue === true ? ' (on)' : ' (off)';
  return ` (default ${String(field.defaultValue)})`;
}

/** `0.05`, `5%`, `1e-9`. Nothing else is a number here. */
export function parseNumber(text: string): number {
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(%?)$/i.exec(text.trim());
  if (match === null) throw new InvalidArgumentError('A number is wanted, like 10, 0.05 or 5%.');
  const value = Number(match[1]);
  return match[2] === '%' ? value / 100 : value;
}
