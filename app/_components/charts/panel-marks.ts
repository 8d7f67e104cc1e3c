import type { RunResult } from '../../../lib/analytics/run-result';
import type { CandleWindow } from '../../../workers/backtest.client';
import type { MarksData } from './fill-marks';
import { fillLabel } from './legend-values';
import { barToPoint } from './window-plan';

/** Fills and held stretches of a run that fall into a window, in places of its candles. */
export function panelMarks(
  result: RunResult,
  window: CandleWindow,
  selected: number | null,
  decimals: number,
): MarksData {
  const last = result.data.bars - 1;
  const spans = result.trades
    .filter((trade) => trade.entryBar < window.toBar && (trade.exitBar ?? last) >= window.fromBar)
    .map((trade) => ({
      from: Math.floor(barToPoint(window, trade.entryBar)),
      to: Math.floor(barToPoint(window, trade.exitBar ?? last)),
      side: trade.side,
      trade: trade.number,
    }));
  const fills = result.fills
    .filter((fill) => fill.bar >= window.fromBar && fill.bar < window.toBar)
    .map((fill) => {
      const point = Math.floor(barToPoint(window, fill.bar));
      const edge = (fill.side === 'buy' ? window.low : window.high)[point] ?? fill.price;
      return {
        point,
        side: fill.side,
        price: fill.price,
        edge,
        label: fillLabel(fill.side, fill.price, decimals),
        trade: fill.tradeNumber,
      };
    });
  return { fills, spans, selected };
}
