'use client';

import { Button, Skeleton, Text, Title } from '@mantine/core';
import { IconBolt, IconCloudDownload, IconUpload } from '@tabler/icons-react';
import { useCallback, useEffect, useState } from 'react';
import { formatCount } from '../../../lib/analytics/views/format';
import type { DataSetInfo } from '../../../workers/data.client';
import { describeError } from '../../_components/describe-error';
import { notify } from '../../_components/shell/notify';
import { onPendingImport, takePendingImport } from '../../_hooks/pending-import';
import { useDownload } from '../_hooks/download-state';
import { libraryCount } from '../_hooks/library-state';
import { type ImportOutcome, useImport } from '../_hooks/use-import';
import { useLibrary } from '../_hooks/use-library';
import shared from '../data.module.css';
import classes from './data-place.module.css';
import { DataSetDetail } from './data-set-detail';
import { DownloadPanel } from './download-panel';
import { DropArea } from './drop-area';
import { ImportPanel } from './import-panel';
import { LibraryTable } from './library-table';
import { RateDetail } from './rate-detail';
import { StorageLine } from './storage-line';
import { SyntheticForm } from './synthetic-form';

const nothing = { sets: [], rates: [] } as const;

type RightSide = 'set' | 'import' | 'synthetic' | 'download';

/** `Apple, 5,849 bars.`, `11 data sets.` */
function savedText({ sets, rates }: ImportOutcome): string {
  const [set] = sets;
  const [series] = rates;
  if (sets.length === 1 && set !== undefined) return `${set.name}, ${formatCount(set.bars)} bars.`;
  if (sets.length > 1) return `${formatCount(sets.length)} data sets.`;
  if (rates.length === 1 && series !== undefined) {
    return `${series.name}, ${formatCount(series.rates)} charges.`;
  }
  return `${formatCount(rates.length)} rate series.`;
}

/** The Data place: the library on the left; on the right a data set, rates, an import or a synthetic market. */
export function DataPlace() {
  const library = useLibrary();
  const [selected, setSelected] = useState<string | null>(null);
  const [right, setRight] = useState<RightSide>('set');

  const showItem = useCallback(
    (fingerprint: string) => {
      setSelected(fingerprint);
      setRight('set');
      void library.refresh();
    },
    [library.refresh],
  );
  const show = useCallback((saved: DataSetInfo) => showItem(saved.fingerprint), [showItem]);

  const importer = useImport(
    useCallback(
      ({ sets, rates }: ImportOutcome) => {
        const first = sets[0] ?? rates[0];
        if (first === undefined) return;
        notify({ title: 'Saved on this device', message: savedText({ sets, rates }) });
        showItem(first.fingerprint);
      },
      [showItem],
    ),
  );

  const { start } = importer;
  const importFiles = useCallback(
    (files: readonly File[]) => {
      setRight('import');
      void start(files);
    },
    [start],
  );

  useEffect(() => {
    const take = () => {
      const files = takePendingImport();
      if (files.length > 0) importFiles(files);
    };
    take();
    return onPendingImport(take);
  }, [importFiles]);

  const downloaded = useDownload((s) => s.result);
  useEffect(() => {
    if (downloaded !== null) void library.refresh();
  }, [downloaded, library.refresh]);

  const { state } = library;
  const { sets, rates } = state.status === 'read' ? state : nothing;
  const count = libraryCount(state);
  const series = rates.find((r) => r.fingerprint === selected) ?? null;
  const current = sets.find((s) => s.fingerprint === selected) ?? sets[0] ?? null;
  const importing = right === 'import' && importer.state.phase !== 'idle';

  return (
    <div
      className={classes.place}
      data-focus={importing || right === 'synthetic' || right === 'download' ? 'right' : 'left'}
    >
      <section className={classes.library} aria-labelledby="library-title">
        <header className={shared.bar}>
          <Title order={1} id="library-title" className={shared.title}>
            Library {count !== null && <span className={classes.count}>{count}</span>}
          </Title>
          <div className={classes.actions}>
            <Button
              leftSection={<IconBolt size={14} aria-hidden />}
              onClick={() => setRight('synthetic')}
            >
              Synthetic
            </Button>
            <Button
              leftSection={<IconCloudDownload size={14} aria-hidden />}
              onClick={() => setRight('download')}
              aria-label="Download from an exchange"
            >
              Exchange
            </Button>
            <DropArea kind="button" onFiles={importFiles}>
              <IconUpload size={14} aria-hidden /> Import
            </DropArea>
          </div>
        </header>
        {state.status !== 'reading' && state.error !== null && (
          <Text role="alert" className={classes.problem}>
            {state.status === 'failed' && 'The library can’t be read. '}
            {describeError(state.error)}
          </Text>
        )}
        <LibraryTable
          state={state}
          onRetry={() => void library.refresh()}
          selected={right === 'set' ? ((series ?? current)?.fingerprint ?? null) : null}
          onSelect={(fingerprint) => {
            setSelected(fingerprint);
            setRight('set');
          }}
        />
        <div className={classes.dropWrap}>
          <DropArea kind="area" onFiles={importFiles} />
        </div>
        <StorageLine
          storage={state.status === 'read' ? state.storage : null}
          onChanged={library.refresh}
        />
      </section>
      <section className={classes.right} aria-live="polite">
        {importing ? (
          <ImportPanel importer={importer} onLeave={() => setRight('set')} />
        ) : right === 'synthetic' ? (
          <SyntheticForm onCreated={show} onLeave={() => setRight('set')} />
        ) : right === 'download' ? (
          <DownloadPanel onShow={show} onLeave={() => setRight('set')} />
        ) : series !== null ? (
          <RateDetail series={series} onChanged={library.refresh} />
        ) : state.status === 'reading' ? (
          <DetailToCome />
        ) : (
          <DataSetDetail set={current} onChanged={library.refresh} onCreated={show} />
        )}
      </section>
    </div>
  );
}

/** The right side while it is not known what there is to show. */
function DetailToCome() {
  return (
    <div className={shared.panel}>
      <div className={shared.bar}>
        <Skeleton height={20} width={160} />
      </div>
      <div className={shared.cards}>
        <div className={shared.card}>
          <Skeleton height={220} />
        </div>
      </div>
    </div>
  );
}
