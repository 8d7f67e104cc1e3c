import { Button, Menu, Select } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { RunResult } from '../../../lib/analytics/run-result';
import { describeFields, type FieldDescriptor } from '../../../lib/core/fields';
import { strategyListings } from '../../../lib/strategies/catalogue.schema';
import { changeConfig } from '../../_hooks/lab-actions';
import { useLab } from '../../_hooks/use-lab';
import { FoldedFields } from './folded-fields';
import { type FieldValue, SchemaField } from './schema-field';
import classes from './setup.module.css';

const options = strategyListings.map(({ id, label }) => ({ value: id, label }));

/** Settings without a step are fine tuning: they stay out of the way. */
const isFine = (f: FieldDescriptor): boolean => f.control === 'number' && f.step === undefined;
const control = (field: FieldDescriptor) => <ParamField key={field.key} field={field} />;

function setParam(key: string, value: FieldValue): void {
  changeConfig(
    (config) => ({
      ...config,
      strategy: { ...config.strategy, params: { ...config.strategy.params, [key]: value } },
    }),
    `params.${key}`,
  );
}

/** Strategy, why it might work, and its parameters as its schema describes them. */
export function StrategySection() {
  // Of the strategy only which one it is: a changed parameter draws its own field, not the list of strategies.
  const chosen = useLab((s) => s.setup.config.strategy.id);
  const listing = strategyListings.find(({ id }) => id === chosen);
  const fields = useMemo(() => (listing ? describeFields(listing.schema) : []), [listing]);

  return (
    <section className={classes.section} aria-label="Rule and parameters">
      <Select
        label="Strategy"
        data={options}
        value={chosen}
        onChange={(id) => {
          if (id === null) return;
          changeConfig((config) => ({ ...config, strategy: { id, params: {} } }), 'strategy');
        }}
      />
      {listing && <p className={classes.rationale}>{listing.rationale}</p>}
      {listing && listing.presets.length > 1 && (
        <Menu position="bottom-start" width={250}>
          <Menu.Target>
            <Button
              size="compact-sm"
              className={classes.touch ?? ''}
              w="fit-content"
              rightSection={<IconChevronDown size={13} stroke={1.9} aria-hidden="true" />}
            >
              Presets
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {listing.presets.map((preset) => (
              <Menu.Item
                key={preset.id}
                onClick={() =>
                  changeConfig(
                    (config) => ({
                      ...config,
                      strategy: { id: listing.id, params: { ...preset.params } },
                      ...(preset.fill === undefined
                        ? {}
                        : { account: { ...config.account, fill: preset.fill } }),
                      ...(preset.sizing === undefined
                        ? {}
                        : { sizing: { ...config.sizing, ...preset.sizing } }),
                    }),
                    `preset.${preset.id}`,
                  )
                }
              >
                {preset.label}
                <div className={classes.hint}>{preset.help}</div>
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {fields.filter((f) => !isFine(f)).map(control)}
      {/* What a model has learned from is no warm-up: before its end there is no prediction. */}
      {!fields.some((field) => field.control === 'model') && <WarmupHint strategyId={chosen} />}
      {fields.some(isFine) && (
        <FoldedFields title="Fine tuning">{fields.filter(isFine).map(control)}</FoldedFields>
      )}
    </section>
  );
}

/** One parameter of the strategy; drawn again when it or what is wrong with it changes. */
function ParamField({ field }: { field: FieldDescriptor }) {
  const value = useLab((s) => s.setup.config.strategy.params[field.key] ?? field.defaultValue);
  const error = useLab(({ error: fault }) =>
    fault?.field?.split('.').at(-1) === field.key ? fault.message : undefined,
  );
  return (
    <SchemaField
      field={field}
      value={value as FieldValue}
      onChange={(next) => setParam(field.key, next)}
      error={error}
    />
  );
}

function WarmupHint({ strategyId }: { strategyId: string }) {
  const result = useLab((s) => (s.result?.config.strategy.id === strategyId ? s.result : null));
  const warmup = useMemo(() => (result === null ? 0 : warmupBars(result)), [result]);
  if (warmup <= 1) return null;
  return <div className={classes.hint}>Needs {warmup} bars before its first decision.</div>;
}

/** Bars until every line of the strategy has a value. */
function warmupBars({ plots }: RunResult): number {
  return plots.reduce((most, { values }) => {
    const first = values.findIndex((v) => !Number.isNaN(v));
    return Math.max(most, first < 0 ? values.length : first + 1);
  }, 0);
}
