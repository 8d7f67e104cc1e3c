'use client';

import { Button, Title } from '@mantine/core';
import { useEffect, useMemo } from 'react';
import place from '../../_components/place.module.css';
import { ProblemLine } from '../../_components/problem-line';
import { StatusLine } from '../../_components/shell/status-line';
import { refreshDataSets } from '../../_hooks/use-data-sets';
import { useKeys } from '../../_hooks/use-keys';
import { type Command, settle, useCommands } from '../../_hooks/use-shell';
import { cancelTraining, planSoon, refreshModels, train } from '../_hooks/models-actions';
import { useModels } from '../_hooks/models-store';
import { ModelLibrary } from './model-library';
import { ModelResult } from './model-result';
import classes from './models.module.css';
import { RecipePanel } from './recipe-panel';
import { SplitCard } from './split-card';
import { TrainingView } from './training-view';
import { UnfinishedList } from './unfinished-list';

/** Recipe, training and what came of it. */
export function ModelsPlace() {
  const error = useModels((s) => s.error);
  useEffect(() => {
    void refreshDataSets();
    void refreshModels().then(settle);
    planSoon();
  }, []);
  useKeys({ 'mod+Enter': train, Escape: cancelTraining });
  const commands = useMemo<readonly Command[]>(
    () => [{ id: 'train', group: 'Run', label: 'Train the model', keys: 'Ctrl ↵', run: train }],
    [],
  );
  useCommands('models', commands);
  return (
    <div className={place.place}>
      <div className={classes.columns}>
        <RecipePanel />
        <div className={classes.main}>
          <ProblemLine problem={error} />
          <UnfinishedList />
          <Main />
          <ModelLibrary />
        </div>
      </div>
      <StatusLine end={<span>Weights are stored; every figure of a backtest is recomputed</span>}>
        <span>Trained in this tab, on this device</span>
      </StatusLine>
    </div>
  );
}

function Main() {
  const training = useModels((s) => s.training);
  const shown = useModels((s) => s.shown);
  const models = useModels((s) => s.models);
  const model = models?.find(({ hash }) => hash === shown);
  if (training !== null) return <TrainingView training={training} />;
  if (model !== undefined && model.report !== null)
    return <ModelResult key={model.hash} model={model} />;
  return <Start />;
}

/** Before a training: what the recipe comes to. */
function Start() {
  const plan = useModels((s) => s.plan);
  const planError = useModels((s) => s.planError);
  return (
    <>
      <header className={place.bar}>
        <Title order={1} className={place.title ?? ''}>
          A network that predicts returns
        </Title>
        <span className={place.spring} />
        <Button
          variant="filled"
          className={place.touch ?? ''}
          disabled={plan === null}
          onClick={train}
        >
          Train
        </Button>
      </header>
      <p className={classes.lead}>
        It learns from the earlier bars which of the features come before rises and falls, and is
        judged on later bars it never saw, beside a plain regression. What it predicts there can be
        traded like any other signal, and the backtest verifies from a link.
      </p>
      <ProblemLine problem={planError} />
      {plan === null && planError === null && (
        <p className={place.none}>Computing the features …</p>
      )}
      {plan !== null && <SplitCard plan={plan} />}
    </>
  );
}
