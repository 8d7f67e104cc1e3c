import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { WhyTrade } from './why-trade';

interface Params {
  readonly params: Promise<{ readonly id: string; readonly n: string }>;
}

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { n } = await params;
  return {
    title: `Why trade ${n}`,
    description: 'The inputs, the rule and the fill behind one trade of a kept run.',
  };
}

export default async function WhyTradePage({ params }: Params) {
  const { id, n } = await params;
  if (!/^[0-9a-f]{8,64}$/.test(id) || !/^[1-9]\d{0,6}$/.test(n)) notFound();
  return <WhyTrade runId={id} number={Number(n)} />;
}
