import { DAY_MS, formatDay } from '../../market/civil-date';
import { counted, type HonestyRule } from './honesty-rule';

/** Fills on bars this much wider than usual are named, where slippage does not grow with them. */
const wideBars = 2;
const fewestFills = 10;

export const closeFill: HonestyRule = ({ run }) =>
  run.config.account.fill === 'close'
    ? {
        id: 'close-fill',
        lead: 'Filled at the deciding close',
        text: 'for comparison only: nobody can trade at a price that is known once it is past.',
      }
    : null;

export const costsZero: HonestyRule = ({ run }) => {
  const a = run.config.account;
  const free = a.feeBps === 0 && a.feeFixed === 0 && a.slippageBps === 0 && a.halfSpreadBps === 0;
  return free && run.ledger.fills.length > 0
    ? {
        id: 'costs-zero',
        lead: 'No costs',
        text: 'are charged: fee, slippage and spread are all zero.',
      }
    : null;
};

export const liquidated: HonestyRule = ({ run }) => {
  const forced = run.ledger.fills.filter(({ reason }) => reason.startsWith('liquidation'));
  if (forced.length === 0) return null;
  const first = formatDay(Math.floor(run.bars.time[forced[0]!.bar]! / DAY_MS));
  return {
    id: 'liquidated',
    lead: forced.length === 1 ? 'Liquidated' : `Liquidated ${forced.length} times`,
    text: `${forced.length === 1 ? 'on' : 'from'} ${first}${forced.length === 1 ? '' : ' on'}: the whole position was closed at the price the margin names, and a venue may get a worse one.`,
  };
};

export const volumeCap: HonestyRule = ({ run }) => {
  const cut = run.ledger.fills.filter((fill) => fill.cut === 'participation').length;
  if (cut === 0) return null;
  return {
    id: 'volume-cap',
    lead: counted(cut, 'fill', 'fills'),
    text: `${cut === 1 ? 'was' : 'were'} cut to the share of volume allowed: the rest waited for later bars.`,
  };
};

export const cashCut: HonestyRule = ({ run }) => {
  const cut = run.ledger.fills.filter((fill) => fill.cut === 'cash').length;
  if (cut === 0) return null;
  const what = run.config.account.strictCash
    ? 'the cash and the units there were'
    : 'what the cash allowed';
  return {
    id: 'cash-cut',
    lead: counted(cut, 'fill', 'fills'),
    text: `${cut === 1 ? 'was' : 'were'} cut to ${what}: the rest was cancelled.`,
  };
};

/** Constant slippage understates what filling costs where it happens on bars much wider than most. */
export const wideFills: HonestyRule = ({ run }) => {
  const { bars, ledger, config, period } = run;
  if (config.account.slippageModel !== 'constant' || ledger.fills.length < fewestFills) return null;
  const width = (i: number): number => bars.high[i]! / bars.low[i]! - 1;
  let all = 0;
  for (let i = period.firstBar; i < bars.length; i++) all += width(i);
  let filled = 0;
  for (const { bar } of ledger.fills) filled += width(bar);
  const usual = all / (bars.length - period.firstBar);
  const times = filled / ledger.fills.length / usual;
  if (!(times >= wideBars)) return null;
  return {
    id: 'wide-bars',
    lead: 'Fills fall on wide bars',
    text: `${times.toFixed(1)} times as wide as usual on average, yet slippage is the same on all of them.`,
  };
};

export const refusedSome: HonestyRule = ({ refused }) => {
  if (refused.length === 0) return null;
  const counts = new Map<string, number>();
  for (const { reason } of refused) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const parts = [...counts].map(([reason, n]) => (counts.size === 1 ? reason : `${reason} (${n})`));
  return {
    id: 'refused-orders',
    lead: counted(refused.length, 'order', 'orders'),
    text: `${refused.length === 1 ? 'was' : 'were'} refused: ${parts.join(', ')}.`,
  };
};
