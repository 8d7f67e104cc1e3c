import type { Metadata } from 'next';
import { ModelsPlace } from './_components/models-place';

export const metadata: Metadata = {
  title: 'Models',
  description: 'Train a small network in this tab, judge it on bars it never saw, and trade it.',
};

export default function ModelsPage() {
  return <ModelsPlace />;
}
