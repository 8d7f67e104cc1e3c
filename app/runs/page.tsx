import type { Metadata } from 'next';
import { Suspense } from 'react';
import { RunsPlace } from './_components/runs-place';

export const metadata: Metadata = {
  title: 'Runs',
  description: 'Backtests kept on this device.',
};

export default function RunsPage() {
  return (
    <Suspense>
      <RunsPlace />
    </Suspense>
  );
}
