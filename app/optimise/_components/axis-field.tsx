import { NumberInput, Select } from '@mantine/core';
import { formatCount } from '../../../lib/analytics/views/format';
import type { RunConfigInput } from '../../../lib/backtest/run-config.schema';
import type { SweepAxis, SweepableSetting } from '../../../workers/sweep.client';
import { HelpTip } from '../../_components/setup/help-tip';
import form from '../../_components/setup/setup.module.css';
import classes from './axis-field.module.css';
import {
  type AxisPlan,
  type AxisProblem,
  missingRequirement,
  suggestedAxis,
  valueText,
} from './sweep-plan';

const none = 'none';

/** One setting of the strategy or the account, and the values it takes. */
export function AxisField({
  label,
  plan,
  settings,
  config,
  taken,
  optional = false,
  result,
  onChange,
}: {
  label: string;
  plan: AxisPlan | null;
  settings: readonly SweepableSetting[];
  config: RunConfigInput;
  /** The setting of the other axis. */
  taken: string | null;
  /** It may be left out. */
  optional?: boolean;
  result: { readonly axis: SweepAxis } | { readonly problem: AxisProblem } | null;
  /** null = this axis is left out. */
  onChange: (plan: AxisPlan | null) => void;
}) {
  const setting = settings.find(({ path }) => path === plan?.path);
  const problem = result !== null && 'problem' in result ? result.problem : null;
  const errorOf = (field: AxisProblem['field']) =>
    problem?.field === field ? problem.message : undefined;
  const values = result !== null && 'axis' in result ? result.axis.values : null;
  return (
    <div className={classes.axis}>
      <Select
        label={
          <HelpTip help={setting?.help ?? 'A setting that is tried at several values.'}>
            <span>{label}</span>
          </HelpTip>
        }
        aria-label={label}
        data={[
          ...(optional ? [{ value: none, label: 'None: one setting only' }] : []),
          ...groupsOf(settings, config, taken),
        ]}
        value={plan?.path ?? none}
        onChange={(path) => {
          const chosen = settings.find((other) => other.path === path);
          onChange(chosen === undefined ? null : suggestedAxis(chosen));
        }}
        searchable
        maxDropdownHeight={320}
        error={errorOf('path')}
      />
      {plan !== null && setting !== undefined && (
        <>
          <div className={classes.range}>
            {(['from', 'to', 'step'] as const).map((field) => (
              <RangeBox
                key={field}
                label={rangeLabels[field]}
                value={plan[field]}
                isInteger={setting.isInteger}
                error={errorOf(field) !== undefined}
                onChange={(value) => onChange({ ...plan, [field]: value })}
              />
            ))}
          </div>
          {problem !== null && problem.field !== 'path' && (
            <div className={form.error}>{problem.message}</div>
          )}
          {values !== null && (
            <div className={form.hint}>
              {values.length === 1 ? '1 value' : `${formatCount(values.length)} values`}:{' '}
              {examples(values, setting)}
            </div>
          )}
        </>
      )}
    </div>
  );
}

const rangeLabels = { from: 'From', to: 'To', step: 'Step' } as const;

function RangeBox({
  label,
  value,
  isInteger,
  error,
  onChange,
}: {
  label: string;
  value: number;
  isInteger: boolean;
  error: boolean;
  onChange: (value: number) => void;
}) {
  return (
    <NumberInput
      label={label}
      value={Number.isFinite(value) ? value : ''}
      onChange={(next) => onChange(typeof next === 'number' ? next : Number.NaN)}
      allowDecimal={!isInteger}
      hideControls
      error={error}
    />
  );
}

/** `5, 10 … 50 bars`. */
function examples(values: readonly number[], setting: SweepableSetting): string {
  const last = valueText(setting, values.at(-1)!);
  if (values.length === 1) return last;
  const number = (value: number): string => valueText({ ...setting, unit: null }, value);
  const first = values.slice(0, values.length > 3 ? 2 : values.length - 1).map(number);
  return `${first.join(', ')}${values.length > 3 ? ' … ' : ', '}${last}`;
}

/** Settings by what they belong to; those that would change nothing say what they need. */
function groupsOf(
  settings: readonly SweepableSetting[],
  config: RunConfigInput,
  taken: string | null,
) {
  const groups = new Map<string, { value: string; label: string; disabled: boolean }[]>();
  for (const setting of settings) {
    const missing = missingRequirement(setting, config);
    const list = groups.get(setting.group) ?? [];
    list.push({
      value: setting.path,
      label: missing === null ? setting.label : `${setting.label} (needs ${missing})`,
      disabled: missing !== null || setting.path === taken,
    });
    groups.set(setting.group, list);
  }
  return [...groups].map(([group, items]) => ({ group, items }));
}
