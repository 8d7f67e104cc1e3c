import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconTrash } from '@tabler/icons-react';
import { formatBytes, formatDateTime, formatNumber } from '../../../lib/analytics/views/format';
import type { ModelListing } from '../../../workers/models.api';
import { models } from '../../../workers/models.client';
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
  if (list === null) return <p className={place.none}>Reading the models of this browser …</p>;
  return (
    <section aria-labelledby="library" className={classes.library}>
      <h2 id="library">Your models</h2>
      {list.length === 0 ? (
        <p className={place.none}>None yet. A trained model is kept here, on this device.</p>
      ) : (
        <PlainTable
          label="Your models"
          columns={columns}
          rows={list.map((model) => rowOf(model, model.hash === shown))}
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

function rowOf(model: ModelListing, isShown: boolean): PlainRow {
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
      <Actions key="actions" model={model} isShown={isShown} />,
    ],
  };
}

function Actions({ model, isShown }: { model: ModelListing; isShown: boolean }) {
  const remove = async (): Promise<void> => {
    try {
      await models.remove(model.hash);
      if (isShown) showModel(null);
      notify({
        message: `Deleted ${model.name}. Runs of it keep their results.`,
        undo: () => void models.restore(model.hash).then(refreshModels),
      });
    } catch (error) {
      modelsStore.set({ error: labErrorOf(error) });
    }
    await refreshModels();
  };
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
        <Menu.Item leftSection={<IconTrash size={15} />} onClick={() => void remove()}>
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
