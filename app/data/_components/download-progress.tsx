import { Button, Group, Loader, Progress, Text } from '@mantine/core';
import { formatCount } from '../../../lib/analytics/views/format';
import { describeError } from '../../_components/describe-error';
import { remainingTime } from '../../_components/remaining-time';
import { cancelDownload, type Downloading, useDownload } from '../_hooks/download-state';
import shared from '../data.module.css';
import { ErrorAlert } from './error-alert';

/** `12,000 of 43,200 bars, 27%, about 4 s left`. */
function progressText({ progress, since }: Downloading): string {
  if (progress === null) return '';
  const { done, total } = progress;
  const share = total > 0 ? done / total : 0;
  // What was here before this visit took no time.
  const own =
    since === null || total === since.done ? null : (done - since.done) / (total - since.done);
  const left = since === null || share >= 1 ? '' : remainingTime(performance.now() - since.at, own);
  return [
    `${formatCount(done)} of ${formatCount(total)} bars`,
    `${Math.floor(100 * share)}%`,
    ...(left === '' ? [] : [left]),
  ].join(', ');
}

/** A download under way with its share and Cancel, or why it ended. `of` limits it to one that is of this. */
export function DownloadProgress({ of }: { of?: string }) {
  const state = useDownload((s) => s);
  if (of !== undefined && state.of !== of) return null;
  const { phase, progress, error } = state;
  if (phase === 'failed') {
    return (
      <ErrorAlert title="The download did not come to its end">
        {describeError(error)}{' '}
        {(state.unfinished?.length ?? 0) > 0 && 'What is here so far is kept, and can be resumed.'}
      </ErrorAlert>
    );
  }
  if (phase !== 'running') return null;
  const share = progress === null || progress.total <= 0 ? 0 : progress.done / progress.total;
  return (
    <div className={shared.card} role="status" data-testid="download-progress">
      <Group gap={8} justify="space-between" wrap="nowrap">
        <Group gap={8} wrap="nowrap">
          <Loader size={14} />
          <Text size="sm">
            {progress === null
              ? 'Asking the exchange …'
              : `${progress.label} · ${progressText(state)}`}
          </Text>
        </Group>
        <Button flex="none" onClick={cancelDownload}>
          Cancel
        </Button>
      </Group>
      <Progress mt={8} size={4} aria-label="Download progress" value={100 * share} />
    </div>
  );
}
