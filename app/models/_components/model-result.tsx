import { Button, Title } from '@mantine/core';
import { IconArrowRight, IconDownload } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { formatCount, formatDuration } from '../../../lib/analytics/views/format';
import { scoreRows } from '../../../lib/analytics/views/models/score-rows';
import type { TrainedListing } from '../../../workers/models.api';
import { models } from '../../../workers/models.client';
import place from '../../_components/place.module.css';
import { type PlainColumn, PlainTable } from '../../_components/plain-table';
import { saveFile } from '../../_components/save-file';
import { labErrorOf } from '../../_hooks/lab-actions';
import { openInLab } from '../../_hooks/use-lab';
import { showModel } from '../_hooks/models-actions';
import { modelsStore } from '../_hooks/models-store';
import { BackendList } from './backend-list';
import { LossCard } from './loss-card';
import classes from './models.module.css';
import { SplitCard } from './split-card';

const scoreColumns: readonly PlainColumn[] = [
  { label: 'Predictor' },
  { label: 'Rank correlation (IC)' },
  { label: 'Sign right' },
  { label: 'R²' },
  { label: 'To fit' },
];

/** What a trained model is worth on bars it never saw, and what can be done with it. */
export function ModelResult({ model }: { model: TrainedListing }) {
  const router = useRouter();
  const { report, hash, data, name, dataName, recipe } = model;
  const trade = () => {
    openInLab(data, {
      strategy: { id: 'model-signal', params: { model: hash } },
      period: { from: report.plan.spans.test[0] },
    });
    router.push('/');
  };
  const save = async (): Promise<void> => {
    try {
      saveFile(
        (await models.exportJson(hash)) as BlobPart,
        `${name.replaceAll(/[^\w-]+/g, '-').toLowerCase()}.model.json`,
        'application/json',
      );
    } catch (error) {
      modelsStore.set({ error: labErrorOf(error) });
    }
  };
  return (
    <>
      <header className={place.bar}>
        <Title order={1} className={place.title ?? ''}>
          {name}
        </Title>
        <span className={place.sub}>
          on {dataName}, {formatCount(report.modelsTried)}{' '}
          {report.modelsTried === 1 ? 'model' : 'models'} tried on these bars
        </span>
        <span className={place.spring} />
        <Button
          variant="subtle"
          color="gray"
          className={place.touch ?? ''}
          leftSection={<IconDownload size={15} stroke={1.9} aria-hidden="true" />}
          onClick={() => void save()}
        >
          Save as file
        </Button>
        <Button className={place.touch ?? ''} onClick={() => showModel(null)}>
          New model
        </Button>
        <Button
          variant="filled"
          className={place.touch ?? ''}
          rightSection={<IconArrowRight size={15} stroke={1.9} aria-hidden="true" />}
          onClick={trade}
        >
          Backtest it
        </Button>
      </header>
      <p className={classes.verdict}>{report.verdict}</p>
      <PlainTable
        caption={`On the ${formatCount(report.plan.samples.test)} windows it never saw, with 95% intervals`}
        columns={scoreColumns}
        rows={scoreRows(report.scores).map(({ name: predictor, ic, hitRate, rSquared, fit }) => ({
          key: predictor,
          cells: [predictor, ic, hitRate, rSquared, fit],
        }))}
      />
      <LossCard
        losses={report.losses}
        bestEpoch={report.bestEpoch}
        epochs={Math.max(report.losses.length, 2)}
      />
      <SplitCard plan={report.plan} data={data} />
      <BackendList trials={report.trials} chosen={report.backend} />
      <p className={place.hint}>
        Trained in {formatDuration(report.elapsedMs)} with seed {recipe.seed}. The same seed on the
        same backend gives the same weights; its predictions are the same everywhere.
      </p>
    </>
  );
}
