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
const maxFiles = 200;

/** The whole page takes files and hands them to the data page. */
export default function DropAnywhere() {
  const router = useRouter();
  const pathname = usePathname();
  const onData = pathname.startsWith('/data');

  return (
    <Dropzone.FullScreen
      active
      role="region"
      maxSize={maxBytes}
      maxFiles={maxFiles}
      aria-label="Drop files to import them"
      className={classes.zone ?? ''}
      onDrop={(files) => {
        if (files.length === 0) return;
        offerImport(files);
        if (!onData) router.push('/data');
      }}
      onReject={(rejections) => {
        const file = rejections[0]?.file;
        notify({
          kind: 'error',
          message:
            rejections.length > maxFiles
              ? `${rejections.length} files are more than one import takes. Drop at most ${maxFiles}, or a zip of them.`
              : `${file?.name ?? 'This file'} is larger than 1 GB, the most one import can hold. Split it and drop the parts.`,
        });
      }}
    >
      <div className={classes.inside}>
        <IconDatabaseImport size={40} stroke={1.5} aria-hidden="true" />
        <Text fw={600} size="lg">
          Drop to look inside
        </Text>
        <Text c="dimmed">
          CSV, JSON, Parquet or zip, one file or several. They are read here and stay on this
          device.
        </Text>
      </div>
    </Dropzone.FullScreen>
  );
}
