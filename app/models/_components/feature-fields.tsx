import { ActionIcon, NumberInput, Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { describeFields } from '../../../lib/core/fields';
import { indicatorDescriptions } from '../../../lib/indicators/catalogue.schema';
import type { FeatureChoice } from '../../../lib/models/model-recipe.schema';
import place from '../../_components/place.module.css';
import { HelpTip } from '../../_components/setup/help-tip';
import setup from '../../_components/setup/setup.module.css';
import { changeRecipe } from '../_hooks/models-actions';
import { useModels } from '../_hooks/models-store';
import classes from './models.module.css';

/** Said of volume as well as of prices. */
const alsoOfVolume = ['z-score', 'roc'];

const choices = indicatorDescriptions
  .flatMap(({ id, label }) => [
    { value: id, label },
    ...(alsoOfVolume.includes(id) ? [{ value: `${id} volume`, label: `${label} of volume` }] : []),
  ])
  .sort((a, b) => a.label.localeCompare(b.label));

/** What the network sees of every bar: indicators, each with its first setting. */
export function FeatureFields() {
  const features = useModels((s) => s.recipe.features);
  const keys = keysOf(features);
  const change = (next: readonly FeatureChoice[]): void => changeRecipe({ features: [...next] });
  const add = (choice: string | null): void => {
    const [id, of] = (choice ?? '').split(' ');
    const found = indicatorDescriptions.find((it) => it.id === id);
    if (found === undefined) return;
    // A price itself says nothing that lasts: it is taken relative to the close.
    const as = found.pane === 'price' ? 'relative-to-close' : 'value';
    change([
      ...features,
      { indicator: found.id, params: {}, output: 0, as, ...(of === 'volume' ? { of } : {}) },
    ]);
  };
  return (
    <section className={setup.section} aria-labelledby="features">
      <div className={setup.heading}>
        <h2 id="features">Features</h2>
        <span className={setup.hint}>{features.length}</span>
      </div>
      <ul className={classes.features}>
        {features.map((feature, k) => (
          <li key={keys[k]}>
            <FeatureRow
              feature={feature}
              onChange={(next) => change(features.map((it, i) => (i === k ? next : it)))}
              onRemove={() => change(features.filter((_, i) => i !== k))}
              canRemove={features.length > 1}
            />
          </li>
        ))}
      </ul>
      <Select
        aria-label="Add a feature"
        placeholder="Add a feature"
        data={choices}
        value={null}
        searchable
        onChange={add}
        comboboxProps={{ width: 260, position: 'bottom-start' }}
      />
    </section>
  );
}

/** An indicator may be a feature more than once: its first, second, … */
function keysOf(features: readonly FeatureChoice[]): string[] {
  const seen = new Map<string, number>();
  return features.map(({ indicator }) => {
    const count = (seen.get(indicator) ?? 0) + 1;
    seen.set(indicator, count);
    return `${indicator} ${count}`;
  });
}

function FeatureRow(props: {
  readonly feature: FeatureChoice;
  readonly canRemove: boolean;
  onChange(feature: FeatureChoice): void;
  onRemove(): void;
}) {
  const { feature, canRemove, onChange, onRemove } = props;
  const description = indicatorDescriptions.find(({ id }) => id === feature.indicator);
  const setting = description === undefined ? undefined : describeFields(description.schema)[0];
  const label = description?.label ?? feature.indicator;
  return (
    <div className={classes.feature}>
      <HelpTip help={description?.help ?? 'An indicator this version does not have.'}>
        <span>
          {label}
          {feature.of !== undefined && <small>of {feature.of}</small>}
          {feature.as === 'relative-to-close' && <small>relative to the close</small>}
        </span>
      </HelpTip>
      {setting !== undefined && (
        <NumberInput
          aria-label={`${label}: ${setting.label}`}
          value={feature.params[setting.key] ?? (setting.defaultValue as number)}
          {...(setting.min === undefined ? {} : { min: setting.min })}
          {...(setting.max === undefined ? {} : { max: setting.max })}
          clampBehavior="strict"
          hideControls
          allowDecimal={setting.control === 'number'}
          onChange={(value) => {
            if (typeof value !== 'number') return;
            onChange({ ...feature, params: { ...feature.params, [setting.key]: value } });
          }}
        />
      )}
      <ActionIcon
        className={place.touch ?? ''}
        variant="subtle"
        color="gray"
        disabled={!canRemove}
        aria-label={`Leave out ${label}`}
        onClick={onRemove}
      >
        <IconX size={14} aria-hidden="true" />
      </ActionIcon>
    </div>
  );
}
