import type { LedgerReader } from '../execution/decode-ledger';
import type { Fill } from '../execution/ledger';
import type { PaperChart } from './paper-snapshot';
import type { PaperTrading } from './paper-trading';

const chartBars = 1000;

/** The last thousand bars with equity, absences and fills, in columns of their own. */
export function paperChart(
  trading: PaperTrading,
  reader: LedgerReader,
): Omit<PaperChart, 'forming'> {
  const { record } = trading;
  const { bars, started } = record;
  const from = Math.max(0, bars.length - chartBars);
  const { equityColumn, store } = trading.session.broker;
  const fills: Fill[] = [];
  for (let k = reader.fills.length - 1; k >= 0 && reader.fills[k]!.bar >= from; k--) {
    fills.push(reader.fills[k]!);
  }
  return {
    ...bars.copied(from),
    equity: store.copy(equityColumn, from, bars.length),
    away: record.away
      .filter(([, end]) => end > from)
      .map(([first, end]) => [
        trading.timeOf(Math.max(from, first)),
        trading.timeOf(end - 1) + record.intervalMs,
      ]),
    fills: fills.reverse().map(({ bar, price, quantity, side }) => {
      return { time: trading.timeOf(bar), side, quantity, price };
    }),
    liveFrom: started.config.period.from ?? started.warmup.to,
  };
}
