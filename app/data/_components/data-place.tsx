'use client';

import { Button, Text, Title } from '@mantine/core';
import { IconBolt, IconUpload } from '@tabler/icons-react';
import { useCallback, useEffect, useState } from 'react';
import { formatCount } from '../../../lib/analytics/views/format';
import type { DataSetInfo } from '../../../workers/data.client';
import { notify } from '../../_components/shell/notify';
import { onPendingImport, takePendingImport } from '../../_hooks/pending-import';
import { useImport } from '../_hooks/use-import';
import { useLibrary } from '../_hooks/use-library';
import classes from '../data.module.css';
import { DataSetDetail } from './data-set-detail';
import { DropArea } from './drop-area';
import { ImportPanel } from './import-panel';
import { LibraryTable } from './library-table';
import { StorageLine } from './storage-line';
import { SyntheticForm } from './synthetic-form';

type RightSide = 'set' | 'import' | 'synthetic';

/** The Data place: the library on the left; on the right a data set, an import or a synthetic market. */
export function DataPlace() {
  const library = useLibrary();
  const [selected, setSelected] = useState<string | null>(null);
  const [right, setRight] = useState<RightSide>('set');

  const show = useCallback(
    (saved: DataSetInfo) => {
      setSelected(saved.fingerprint);
      setRight('set');
      void library.refresh();
    },
    [library.refresh],
  );

  const importer = useImport(
    useCallback(
      (saved: DataSetInfo) => {
        notify({
          title: 'Saved on this device',
          message: `${saved.name}, ${formatCount(saved.bars)} bars.`,
        });
        show(saved);
      },
      [show],
    ),
  );

  const { start } = importer;
  const importFile = useCallback(
    (file: File) => {
      setRight('import');
      void start(file);
    },
    [start],
  );

  useEffect(() => {
    const take = () => {
      const file = takePendingImport();
      if (file !== null) importFile(file);
    };
    take();
    return onPendingImport(take);
  }, [importFile]);

  const sets = library.sets ?? [];
  const current = sets.find((s) => s.fingerprint === selected) ?? sets[0] ?? null;
  const importing = right === 'import' && importer.state.phase !== 'idle';

  return (
    <div
      className={classes.place}
      data-focus={importing || right === 'synthetic' ? 'right' : 'left'}
    >
      <section className={classes.library} aria-labelledby="library-title">
        <header className={classes.bar}>
          <Title order={1} id="library-title" className={classes.title}>
            Library <span className={classes.count}>{sets.length}</span>
          </Title>
          <div className={classes.actions}>
            <Button
              leftSection={<IconBolt size={14} aria-hidden />}
              onClick={() => setRight('synthetic')}
            >
              Synthetic
            </Button>
            <DropArea kind="button" onFile={importFile}>
              <IconUpload size={14} aria-hidden /> Import
            </DropArea>
          </div>
        </header>
        {library.error !== null && (
          <Text role="alert" className={classes.problem}>
            {library.error.message}
          </Text>
        )}
        <LibraryTable
          sets={library.sets}
          selected={right === 'set' ? (current?.fingerprint ?? null) : null}
          onSelect={(fingerprint) => {
            setSelected(fingerprint);
            setRight('set');
          }}
        />
        <div className={classes.dropWrap}>
          <DropArea kind="area" onFile={importFile} />
        </div>
        <StorageLine storage={library.storage} onChanged={library.refresh} />
      </section>
      <section className={classes.right} aria-live="polite">
        {importing ? (
          <ImportPanel importer={importer} onLeave={() => setRight('set')} />
        ) : right === 'synthetic' ? (
          <SyntheticForm onCreated={show} onLeave={() => setRight('set')} />
        ) : (
          <DataSetDetail set={current} onChanged={library.refresh} onCreated={show} />
        )}
      </section>
    </div>
  );
}
