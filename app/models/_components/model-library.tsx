import { ActionIcon, Button, FileButton, Menu } from '@mantine/core';
import { IconDots, IconFileImport, IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { formatBytes, formatDateTime, formatNumber } from '../../../lib/analytics/views/format';
import type { ModelListing } from '../../../workers/models.api';
import { models } from '../../../workers/models.client';
import { NameForm } from '../../_components/name-form';
import place from '../../_components/place.module.css';
import { type PlainColumn, type PlainRow, PlainTable } from '../../_components/plain-table';
import { notify } from '../../_components/shell/notify';
import { labErrorOf } from '../../_hooks/lab-actions';
import { refreshModels, showModel } from '../_hooks/models-actions';
import { modelsStore, useModels } from '../_hooks/models-store';
import classes from './models.module.css';

/** Models of this browser. */
export function ModelLibrary() {
  const list = useModels((s) => s.models);
  const shown = useModels((s) => s.shown);
  const [renaming, setRenaming] = useState<string | null>(null);
  if (list === null) return <p className={place.none}>Reading the models of this browser …</p>;
  const renamed = list.find(({ hash }) => hash === renaming);
  return (
    <section aria-labelledby="library" className={classes.library}>
      <div className={classes.libraryHead}>
        <h2 id="library">Your models</h2>
        <FileButton accept="application/json,.json" onChange={(file) => void openFile(file)}>
          {(button) => (
            <Button
              {...button}
              size="compact-sm"
              variant="subtle"
              color="gray"
              className={place.touch ?? ''}
              leftSection={<IconFileImport size={14} stroke={1.9} aria-hidden="true" />}
            >
              Open a model file
            </Button>
          )}
        </FileButton>
      </div>
      {renamed !== undefined && (
        <NameForm
          key={renamed.hash}
          label="Name of the model"
          name={renamed.name}
          onSave={(name) => void changing(() => models.rename(renamed.hash, name))}
          onLeave={() => setRenaming(null)}
        />
      )}
      {list.length === 0 ? (
        <p className={place.none}>None yet. A trained model is kept here, on this device.</p>
      ) : (
        <PlainTable
          label="Your models"
          columns={columns}
          rows={list.map((model) => rowOf(model, model.hash === shown, setRenaming))}
        />
      )}
    </section>
  );
}

const columns: readonly PlainColumn[] = [
  { label: 'Model' },
  { label: 'Data' },
  { label: 'IC, never seen' },
  { label: 'Size' },
  { label: 'Saved, UTC' },
  { label: 'Actions', hidden: true },
];

function rowOf(model: ModelListing, isShown: boolean, onRename: (hash: string) => void): PlainRow {
  const ic = model.report?.scores[0]?.ic ?? null;
  return {
    key: model.hash,
    current: isShown,
    cells: [
      model.report === null ? (
        model.name
      ) : (
        <button
          key="open"
          type="button"
          className={classes.open}
          onClick={() => showModel(model.hash)}
        >
          {model.name}
        </button>
      ),
      model.dataName ?? 'not said: weights alone',
      ic === null
        ? '–'
        : `${formatNumber(ic.value, 3)} (${formatNumber(ic.low, 3)} to ${formatNumber(ic.high, 3)})`,
      formatBytes(model.bytes),
      formatDateTime(Math.floor(model.savedAt / 60_000) * 60_000, 'UTC'),
      <Actions key="actions" model={model} isShown={isShown} onRename={onRename} />,
    ],
  };
}

/** Does something to the library and reads it again; what goes wrong is said above. */
async function changing(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    modelsStore.set({ error: labErrorOf(error) });
  }
  await refreshModels();
}

/** A file of `Save as file` or of the command line. */
function openFile(file: File | null): Promise<void> {
  return changing(async () => {
    if (file === null) return;
    const bytes = new Uint8Array(await file.arrayBuffer());
    const { hash } = await models.importJson(bytes, file.name.replace(/(\.model)?\.json$/i, ''));
    showModel(hash);
  });
}

function Actions(props: {
  readonly model: ModelListing;
  readonly isShown: boolean;
  onRename(hash: string): void;
}) {
  const { model, isShown, onRename } = props;
  const remove = () =>
    changing(async () => {
      await models.remove(model.hash);
      if (isShown) showModel(null);
      notify({
        message: `Deleted ${model.name}. Runs of it keep their results.`,
        undo: () => void changing(() => models.restore(model.hash)),
      });
    });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          className={place.touch ?? ''}
          variant="subtle"
          color="gray"
          aria-label={`More for ${model.name}`}
        >
          <IconDots size={16} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => onRename(model.hash)}>
          Rename
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size={15} />} onClick={() => void remove()}>
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
