'use client';

import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconDownload } from '@tabler/icons-react';
import { type DataSetInfo, data } from '../../../workers/data.client';
import { saveCsv, saveFile } from '../../_components/save-file';

/** Bars as a file, in either format. */
export function ExportMenu({
  set,
  attempt,
}: {
  set: DataSetInfo;
  attempt(work: () => Promise<void>): Promise<void>;
}) {
  const name = `${set.symbol || 'bars'}-${set.name.replace(/[^\w-]+/g, '-')}`;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="subtle"
          leftSection={<IconDownload size={14} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          onClick={() =>
            void attempt(async () => saveCsv(await data.exportCsv(set.fingerprint), `${name}.csv`))
          }
        >
          CSV, UTC times
        </Menu.Item>
        <Menu.Item
          onClick={() =>
            void attempt(async () =>
              saveFile((await data.exportParquet(set.fingerprint)) as BlobPart, `${name}.parquet`),
            )
          }
        >
          Parquet, exact values
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
