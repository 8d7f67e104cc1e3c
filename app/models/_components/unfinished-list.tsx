import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { formatCount } from '../../../lib/analytics/views/format';
import { models } from '../../../workers/models.client';
import place from '../../_components/place.module.css';
import { labErrorOf } from '../../_hooks/lab-actions';
import { refreshModels, resume } from '../_hooks/models-actions';
import { modelsStore, useModels } from '../_hooks/models-store';
import classes from './models.module.css';

/** Trainings that were left before their end. */
export function UnfinishedList() {
  const unfinished = useModels((s) => s.unfinished);
  const busy = useModels((s) => s.training !== null);
  if (busy || unfinished.length === 0) return null;
  const drop = async (id: string): Promise<void> => {
    try {
      await models.discard(id);
    } catch (error) {
      modelsStore.set({ error: labErrorOf(error) });
    }
    await refreshModels();
  };
  return (
    <section className={classes.unfinished} aria-label="Unfinished trainings">
      {unfinished.map((training) => (
        <div key={training.id}>
          <span>
            A training on {training.dataName} was left after {formatCount(training.losses.length)}{' '}
            of at most {formatCount(training.recipe.epochs)} epochs.
            {training.isRunning && ' Another tab is at it.'}
          </span>
          <Button
            size="compact-sm"
            className={place.touch ?? ''}
            leftSection={<IconPlayerPlay size={14} aria-hidden="true" />}
            disabled={training.isRunning}
            onClick={() => resume(training)}
          >
            Go on
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            className={place.touch ?? ''}
            disabled={training.isRunning}
            onClick={() => void drop(training.id)}
          >
            Discard
          </Button>
        </div>
      ))}
    </section>
  );
}
