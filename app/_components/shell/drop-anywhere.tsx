'use client';

import { Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconDatabaseImport } from '@tabler/icons-react';
import { usePathname, useRouter } from 'next/navigation';
import { offerImport } from '../../_hooks/pending-import';
import classes from './drop-anywhere.module.css';
import { notify } from './notify';

/** Files larger than this are refused before they are read; the importer has its own, finer limits. */
const maxBytes = 1024 ** 3;

/** The whole page takes a file and hands it to the data page. */
export default function DropAnywhere() {
  const router = useRouter();
  const pathname = usePathname();
  const onData = pathname.startsWith('/data');

  return (
    <Dropzone.FullScreen
      active
      role="region"
      maxSize={maxBytes}
      multiple={false}
      aria-label="Drop a file to import it"
      className={classes.zone ?? ''}
      onDrop={([file]) => {
        if (!file) return;
        offerImport(file);
        if (!onData) router.push('/data');
      }}
      onReject={(rejections) => {
        const file = rejections[0]?.file;
        notify({
          kind: 'error',
          message:
            rejections.length > 1
              ? 'Drop one file at a time; each gets its own report.'
              : `${file?.name ?? 'This file'} is larger than 1 GB, the most one import can hold. Split it and drop the parts.`,
        });
      }}
    >
      <div className={classes.inside}>
        <IconDatabaseImport size={40} stroke={1.5} aria-hidden="true" />
        <Text fw={600} size="lg">
          Drop to look at it
        </Text>
        <Text c="dimmed">CSV or CSV.gz. It is read here and stays on this device.</Text>
      </div>
    </Dropzone.FullScreen>
  );
}
