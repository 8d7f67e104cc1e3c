import type { Metadata } from 'next';
import { PaperPlace } from './_components/paper-place';

export const metadata: Metadata = {
  title: 'Paper',
  description:
    'A strategy on prices as they come, with paper money, through the same session as a backtest.',
};

export default function PaperPage() {
  return <PaperPlace />;
}
