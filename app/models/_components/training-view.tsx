import { Button, Progress, Title } from '@mantine/core';
import { formatDuration, formatPercent } from '../../../lib/analytics/views/format';
import place from '../../_components/place.module.css';
import { cancelTraining } from '../_hooks/models-actions';
import type { RunningTraining } from '../_hooks/models-store';
import { BackendList } from './backend-list';
import { LossCard } from './loss-card';
import classes from './models.module.css';

/** A training as it goes on. */
export function TrainingView({ training }: { training: RunningTraining }) {
  const { recipe, losses, bestEpoch, epoch, within, stepMs, leftMs, doing, isCancelling } =
    training;
  const share = Math.min(1, Math.max(0, epoch - 1 + within) / recipe.epochs);
  return (
    <>
      <header className={place.bar}>
        <Title order={1} className={place.title ?? ''}>
          Training
        </Title>
        <span className={place.spring} />
        <Button className={place.touch ?? ''} loading={isCancelling} onClick={cancelTraining}>
          Cancel
        </Button>
      </header>
      <div className={classes.progress} role="status" aria-live="polite">
        <span>
          {doing}
          {stepMs !== null && `, ${formatDuration(stepMs)} a step`}
        </span>
        <span>
          {formatPercent(share, 0)}
          {leftMs !== null && `, at most ${formatDuration(leftMs)} left`}
        </span>
        <Progress value={100 * share} size={4} aria-label="Progress of the training" />
      </div>
      <LossCard losses={losses} bestEpoch={bestEpoch} epochs={recipe.epochs} />
      {training.trials.length > 0 && <BackendList trials={training.trials} chosen={null} />}
      <p className={place.hint}>
        The state is kept after every epoch: after a reload, or when you cancel, it can be taken up
        again where it was.
      </p>
    </>
  );
}
