import type { Metadata } from 'next';
import { BacktestPlace } from './_components/backtest/backtest-place';

export const metadata: Metadata = { title: 'Backtest' };

export default function BacktestPage() {
  return <BacktestPlace />;
}
