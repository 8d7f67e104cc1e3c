import type { FieldDescriptor } from '../../core/fields';
import { formatCount, formatHash, noValueText } from './format';

/** A setting as the form shows it: `2 bps`, `5%`, `Next open`, `on`; a model by its short hash. */
export function settingText(
  value: unknown,
  field: FieldDescriptor | undefined,
  locale?: string,
): string {
  if (value === undefined || value === null) return noValueText;
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (field?.control === 'model') return value === '' ? 'none chosen' : formatHash(String(value));
  if (typeof value === 'string') return field?.options?.[value] ?? value;
  if (typeof value !== 'number') return String(value);
  const shown = value * (field?.displayScale ?? 1);
  const unit = field?.unit ?? '';
  const text =
    Number.isInteger(shown) && field?.isOrdinal !== true
      ? formatCount(shown, locale)
      : String(Number(shown.toPrecision(12)));
  return unit === '' ? text : unit.startsWith('%') ? `${text}${unit}` : `${text} ${unit}`;
}
