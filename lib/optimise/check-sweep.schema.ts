import { countText } from '../core/count-text';
import { ConfigError } from '../core/errors';
import { describeFields } from '../core/fields';
import { accountSchema, sizingSchema } from '../execution/account.schema';
import { sweepGrid } from './sweep-grid.schema';
import type { SweepAxis, SweepSpec } from './sweep-spec';
import { type SweepableSetting, sweepableSettings } from './sweepable-settings.schema';

/** Cells of the largest sweep. */
export const mostSweepCells = 100_000;

/**
 * Checks that a grid can be swept, without looking at the data. A cell whose combination the strategy refuses is no
 * error: it is shown as refused.
 * @throws {ConfigError} naming the axis or what is wrong with the grid
 */
export function checkSweep({ base, axes }: Pick<SweepSpec, 'base' | 'axes'>): void {
  const settings = sweepableSettings(base.strategy.id);
  if (axes.length < 1 || axes.length > 2) {
    throw new ConfigError(`A sweep varies one or two settings, not ${axes.length}.`, 'axes');
  }
  for (const axis of axes) checkAxis(axis, settingAt(axis.path, settings), base);
  if (axes.length === 2 && axes[0]!.path === axes[1]!.path) {
    throw new ConfigError(`${axes[0]!.path} is varied twice. Choose another setting.`, 'axes');
  }
  const { rows, columns, cells } = sweepGrid(axes);
  if (cells > mostSweepCells) {
    throw new ConfigError(
      `${countText(rows)} × ${countText(columns)} are ${countText(cells)} cells; ${countText(mostSweepCells)} is the most. Take a larger step or a shorter range.`,
      'axes',
    );
  }
}

function settingAt(path: string, settings: readonly SweepableSetting[]): SweepableSetting {
  const found = settings.find((setting) => setting.path === path);
  if (found !== undefined) return found;
  const own = settings.filter((s) => s.path.startsWith('strategy.')).map((s) => s.path);
  const names = own.length === 0 ? settings.map((s) => s.path) : own;
  throw new ConfigError(
    `There is no setting “${path}” to vary; there are ${names.join(', ')}${own.length === 0 ? '' : ' and those of size, protection and account'}.`,
    'axes',
  );
}

function checkAxis(axis: SweepAxis, setting: SweepableSetting, base: SweepSpec['base']): void {
  const { path, values } = axis;
  const { label, min, max, isInteger, requires } = setting;
  if (values.length === 0) throw new ConfigError(`${label}: there is no value to try.`, path);
  for (const [i, value] of values.entries()) {
    if (!Number.isFinite(value)) throw new ConfigError(`${label}: ${value} is no number.`, path);
    if (isInteger && !Number.isInteger(value)) {
      throw new ConfigError(`${label}: whole numbers are wanted, not ${value}.`, path);
    }
    if (value < min || value > max) {
      throw new ConfigError(`${label}: must be from ${min} to ${max}, not ${value}.`, path);
    }
    if (i > 0 && !(value > values[i - 1]!)) {
      throw new ConfigError(`${label}: values must rise; ${value} follows ${values[i - 1]}.`, path);
    }
  }
  if (requires !== null && choiceAt(requires.path, base) !== requires.value) {
    throw new ConfigError(`${label} has no effect without “${requires.label}”.`, path);
  }
}

/** The choice a config makes at `sizing.kind` and the like, or its default. */
function choiceAt(path: string, base: SweepSpec['base']): unknown {
  const [group, key] = path.split('.') as ['sizing' | 'account', string];
  const given = (base[group] as Readonly<Record<string, unknown>> | undefined)?.[key];
  if (given !== undefined) return given;
  const fields = describeFields(group === 'sizing' ? sizingSchema : accountSchema);
  return fields.find((field) => field.key === key)?.defaultValue;
}
