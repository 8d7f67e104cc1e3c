import { Accordion, Button, Menu, Select } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { RunResult } from '../../../lib/analytics/run-result';
import { describeFields } from '../../../lib/core/fields';
import { strategyListings } from '../../../lib/strategies/catalogue.schema';
import { changeConfig } from '../../_hooks/lab-actions';
import { useLab } from '../../_hooks/use-lab';
import { type FieldValue, SchemaField } from './schema-field';
import classes from './setup.module.css';

const options = strategyListings.map(({ id, label }) => ({ value: id, label }));

/** Strategy, why it might work, and its parameters as its schema describes them. */
export function StrategySection() {
  const strategy = useLab((s) => s.setup.config.strategy);
  const error = useLab((s) => s.error);
  const listing = strategyListings.find(({ id }) => id === strategy.id);
  const fields = listing ? describeFields(listing.schema) : [];
  // Settings without a step are fine tuning: they stay out of the way.
  const isFine = (f: (typeof fields)[number]) => f.control === 'number' && f.step === undefined;
  const result = useLab((s) => s.result);
  const warmup = result?.config.strategy.id === strategy.id ? warmupBars(result) : 0;

  const setParam = (key: string, value: FieldValue): void =>
    changeConfig(
      (config) => ({
        ...config,
        strategy: { ...config.strategy, params: { ...config.strategy.params, [key]: value } },
      }),
      `params.${key}`,
    );

  const control = (field: (typeof fields)[number]) => {
    const value = (strategy.params[field.key] ?? field.defaultValue) as FieldValue;
    const atFault = error?.field?.split('.').at(-1) === field.key;
    return (
      <SchemaField
        key={field.key}
        field={field}
        value={value}
        onChange={(next) => setParam(field.key, next)}
        error={atFault ? error?.message : undefined}
      />
    );
  };

  return (
    <section className={classes.section} aria-label="Rule and parameters">
      <Select
        label="Strategy"
        data={options}
        value={strategy.id}
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
      {warmup > 1 && (
        <div className={classes.hint}>Needs {warmup} bars before its first decision.</div>
      )}
      {fields.some(isFine) && (
        <Accordion
          order={3}
          chevronPosition="left"
          chevronSize={14}
          variant="unstyled"
          styles={{
            control: { padding: 0 },
            label: { padding: 0 },
            content: { padding: '8px 0 0' },
          }}
        >
          <Accordion.Item value="fine">
            <Accordion.Control className={`${classes.rationale} ${classes.fineTuning}`}>
              Fine tuning
            </Accordion.Control>
            <Accordion.Panel>{fields.filter(isFine).map(control)}</Accordion.Panel>
          </Accordion.Item>
        </Accordion>
      )}
    </section>
  );
}

/** Bars until every line of the strategy has a value. */
function warmupBars({ plots }: RunResult): number {
  return plots.reduce((most, { values }) => {
    const first = values.findIndex((v) => !Number.isNaN(v));
    return Math.max(most, first < 0 ? values.length : first + 1);
  }, 0);
}
