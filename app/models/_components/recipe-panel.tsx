import { Select, VisuallyHidden } from '@mantine/core';
import { useMemo } from 'react';
import { describeFields } from '../../../lib/core/fields';
import { modelRecipeSchema } from '../../../lib/models/model-recipe.schema';
import type { DataRef } from '../../../workers/models.api';
import { DataOptions, keyOf } from '../../_components/setup/data-options';
import { FoldedFields } from '../../_components/setup/folded-fields';
import { type FieldValue, SchemaField } from '../../_components/setup/schema-field';
import setup from '../../_components/setup/setup.module.css';
import { useDataSets } from '../../_hooks/use-data-sets';
import { changeRecipe, changeTrainingData } from '../_hooks/models-actions';
import { useModels } from '../_hooks/models-store';
import { FeatureFields } from './feature-fields';
import classes from './models.module.css';

/** The settings everyone looks at; the others are fine tuning. */
const first = ['lookback', 'horizon', 'trainShare', 'hidden'];

/** Data, features and how it is trained. */
export function RecipePanel() {
  const data = useModels((s) => s.data);
  const recipe = useModels((s) => s.recipe);
  const planError = useModels((s) => s.planError);
  const busy = useModels((s) => s.training !== null);
  const { sets } = useDataSets();
  const fields = useMemo(() => describeFields(modelRecipeSchema), []);
  const groups = useMemo(() => {
    const options = new DataOptions();
    for (const info of sets ?? []) options.addSet(info);
    if (!options.has(data)) options.add('sample', data, sets === null ? 'Loading…' : 'S&P 500');
    return options.groups();
  }, [sets, data]);
  const control = (key: string) => {
    const field = fields.find((known) => known.key === key)!;
    const atFault = planError?.field?.split('.').at(-1) === key;
    return (
      <SchemaField
        key={key}
        field={field}
        compact
        value={recipe[key as keyof typeof recipe] as FieldValue}
        onChange={(value) => changeRecipe({ [key]: value })}
        error={atFault ? planError?.message : undefined}
      />
    );
  };
  const fine = fields.filter(({ key }) => !first.includes(key)).map(({ key }) => key);
  return (
    <fieldset className={classes.recipe} disabled={busy}>
      <VisuallyHidden component="legend">Recipe</VisuallyHidden>
      <section className={setup.section} aria-label="Data">
        <div className={setup.heading}>
          <h2>Recipe</h2>
        </div>
        <Select
          label="Data"
          data={groups}
          value={keyOf(data)}
          allowDeselect={false}
          onChange={(value) => value !== null && changeTrainingData(JSON.parse(value) as DataRef)}
        />
      </section>
      <FeatureFields />
      <section className={setup.section} aria-label="Windows and network">
        <div className={setup.pair}>{first.map(control)}</div>
        <FoldedFields title="How it is trained">
          <div className={setup.pair}>{fine.map(control)}</div>
        </FoldedFields>
      </section>
    </fieldset>
  );
}
