import type { Metadata } from 'next';
import { DataPlace } from './_components/data-place';

export const metadata: Metadata = {
  title: 'Data',
  description: 'Import bars from a file, check their quality, keep them on this device.',
};

export default function DataPage() {
  return <DataPlace />;
}
