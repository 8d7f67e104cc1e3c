'use client';

import { Button, Skeleton, Text, Tooltip } from '@mantine/core';
import { IconDownload, IconTrash } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { formatCount, formatDateTime, formatSigned } from '../../../lib/analytics/views/format';
import { intervalLabel } from '../../../lib/analytics/views/interval-label';
import { data, type RatePoints, type RateSeriesInfo } from '../../../workers/data.client';
import { describeError } from '../../_components/describe-error';
import { saveCsv } from '../../_components/save-file';
import { notify } from '../../_components/shell/notify';
import { useAttempt } from '../_hooks/use-attempt';
import shared from '../data.module.css';
import { ErrorAlert } from './error-alert';
import { FactList, FingerprintButton } from './fact-list';
import { ItemTitle } from './item-title';
import { ratesFileName } from './rates-file-name';
import { SmallLineChart } from './small-line-chart';

const mostPoints = 400;
const tooltipEvents = { hover: true, focus: true, touch: false } as const;
/** Charges are small: 0.0001 → `+0.0100%`. */
const percent = (rate: number) => `${formatSigned(rate * 100, 4)}%`;

/** One rate series: how it went, what it is, rename, export and delete. */
export function RateDetail({
  series,
  onChanged,
}: {
  series: RateSeriesInfo;
  onChanged(): Promise<void>;
}) {
  const { fingerprint, name, spacingMs } = series;
  const [points, setPoints] = useState<RatePoints | null>(null);
  const { error, attempt } = useAttempt(fingerprint);
  useEffect(() => {
    let current = true;
    setPoints(null);
    void attempt(async () => {
      const read = await data.ratePoints(fingerprint, mostPoints);
      if (current) setPoints(read);
    });
    return () => {
      current = false;
    };
  }, [fingerprint, attempt]);

  const when = (time: number) => formatDateTime(time, 'UTC', 60_000);
  const remove = () =>
    attempt(async () => {
      await data.removeRates(fingerprint);
      await onChanged();
      notify({
        title: `Deleted ${name}.`,
        message: 'Runs that charged it keep their results but cannot be re-run.',
        undo: () =>
          void attempt(async () => {
            await data.restoreRates(fingerprint);
            await onChanged();
          }),
      });
    });

  return (
    <div className={shared.panel}>
      <ItemTitle
        id={fingerprint}
        name={name}
        badge="Rates"
        onRename={(given) =>
          attempt(async () => {
            await data.renameRates(fingerprint, given);
            await onChanged();
          })
        }
      >
        <Tooltip label="Save all rates as CSV, UTC times" position="bottom" events={tooltipEvents}>
          <Button
            variant="subtle"
            aria-label="Export the rates as CSV"
            leftSection={<IconDownload size={14} aria-hidden />}
            onClick={() =>
              void attempt(async () =>
                saveCsv(await data.exportRates(fingerprint), ratesFileName(series)),
              )
            }
          >
            Export
          </Button>
        </Tooltip>
        <Button
          variant="subtle"
          leftSection={<IconTrash size={14} aria-hidden />}
          onClick={() => void remove()}
        >
          Delete
        </Button>
      </ItemTitle>
      <div className={shared.cards}>
        {error !== null && <ErrorAlert>{describeError(error)}</ErrorAlert>}
        <section className={shared.card} aria-label="Rates through time">
          {points === null ? (
            <Skeleton height={220} />
          ) : (
            <SmallLineChart
              title="Rate"
              unit={`percent of the position, ${
                points.chargesPerPoint === 1
                  ? 'each charge'
                  : `mean of ${points.chargesPerPoint} charges a point`
              }, UTC`}
              at={Array.from(points.time, when)}
              lines={[{ name: 'Rate', color: 'var(--s1)', values: Array.from(points.rate) }]}
              format={percent}
              height={190}
              zeroLine
              summary={`${name} from ${when(series.firstTime)} to ${when(series.lastTime)} UTC: on average ${percent(series.mean)} a charge, from ${percent(series.lowest)} to ${percent(series.highest)}.`}
            />
          )}
        </section>
        <section className={shared.card} aria-label="Facts">
          <FactList
            facts={[
              ['Charges', formatCount(series.rates)],
              [
                'Every',
                spacingMs === null ? 'only one charge' : `${intervalLabel(spacingMs)}, as a rule`,
              ],
              ['Span', `${when(series.firstTime)} to ${when(series.lastTime)} UTC`],
              ['Mean', `${percent(series.mean)} a charge`],
              ['Range', `${percent(series.lowest)} to ${percent(series.highest)}`],
              ['Instrument', series.symbol],
              ['From', series.fileName],
              [
                'Dropped at import',
                series.dropped === 0 ? 'none' : `${formatCount(series.dropped)} rows`,
              ],
              ['Fingerprint', <FingerprintButton key="hash" fingerprint={fingerprint} />],
            ]}
          />
        </section>
        <Text size="xs" c="dimmed">
          Longs pay a positive rate to shorts. A run charges it where its funding is set to imported
          rates.
        </Text>
      </div>
    </div>
  );
}
