import type { AccountConfig, ProtectionConfig } from '../execution/account.schema';
import type { Fill, FillReason } from '../execution/ledger';
import { figureText, percentText } from '../strategies/figure-text';

type Exit = 'stop-loss' | 'take-profit' | 'trailing-stop' | 'time' | 'liquidation';

const baseOf = (reason: FillReason): string => reason.replace(/-(gap|rest)$/, '');

/** The protective exit a fill was, null for an order of the strategy or the user. */
export function protectiveExit(reason: FillReason): Exit | null {
  const base = baseOf(reason);
  return base in exitNames ? (base as Exit) : null;
}

/** `Stop-loss`, `Take-profit`. */
export const exitNames: Readonly<Record<Exit, string>> = {
  'stop-loss': 'Stop-loss',
  'take-profit': 'Take-profit',
  'trailing-stop': 'Trailing stop',
  time: 'Time stop',
  liquidation: 'Liquidation',
};

const orderNames: Readonly<Record<string, string>> = {
  stop: 'Stop order',
  limit: 'Limit order',
  'stop-limit': 'Stop-limit order',
  'trailing-stop': 'Trailing stop',
  'stop-loss': 'Stop-loss',
  'take-profit': 'Take-profit',
  time: 'Time stop',
  liquidation: 'Liquidation',
};

const cutTexts = {
  cash: ' Cut to what the cash allowed.',
  reduceOnly: ' Cut to the position there was.',
  participation: ' Cut to the share of the bar’s volume that may be traded; the rest waits.',
} as const;

/** The rule behind a protective exit, with its setting. */
export function protectionRule(
  exit: Exit,
  side: Fill['side'],
  protection: ProtectionConfig,
  account: Pick<AccountConfig, 'maintenance' | 'fill'>,
): string {
  const long = side === 'sell';
  switch (exit) {
    case 'stop-loss':
      return `Stop-loss ${percentText(protection.stopLoss)} ${long ? 'below' : 'above'} the entry price`;
    case 'take-profit':
      return `Take-profit ${percentText(protection.takeProfit)} ${long ? 'above' : 'below'} the entry price`;
    case 'trailing-stop':
      return protection.trailingStop > 0
        ? `Trailing stop ${percentText(protection.trailingStop)} ${long ? 'below the highest' : 'above the lowest'} price since the entry`
        : 'Trailing stop: the price turned back by its distance';
    case 'time': {
      const bars = protection.timeStopBars;
      return `Time stop: closed after ${bars} ${bars === 1 ? 'bar' : 'bars'}, the entry bar ${account.fill === 'close' ? 'not ' : ''}counted`;
    }
    case 'liquidation':
      return `Equity fell below the maintenance margin, ${percentText(account.maintenance)} of the position’s value: it was closed`;
  }
}

/**
 * "Filled at the next open, 3,081.48, with 2 bps slippage."
 * @param decidedBar the bar at whose close it was decided
 */
export function fillSentence(
  fill: Fill,
  decidedBar: number,
  account: Pick<AccountConfig, 'slippageBps' | 'slippageModel' | 'fill'>,
): string {
  const price = figureText(fill.refPrice);
  const slipped =
    fill.slippage > 0 ? `, with ${slippageText(fill, account)}` : ', without slippage';
  return `${where(fill, decidedBar, account.fill, price)}${slipped}.${fill.cut === null ? '' : cutTexts[fill.cut]}`;
}

/** `2 bps slippage`; where it grew with volatility, what it was before too. */
function slippageText(
  fill: Fill,
  { slippageBps, slippageModel }: Pick<AccountConfig, 'slippageBps' | 'slippageModel'>,
): string {
  const set = `${figureText(slippageBps)} bps`;
  if (slippageModel === 'constant') return `${set} slippage`;
  const paid = (Math.abs(fill.price - fill.refPrice) / fill.refPrice) * 1e4;
  return paid > slippageBps * (1 + 1e-9)
    ? `${figureText(paid)} bps slippage: ${set}, and more as the last bars were volatile`
    : `${set} slippage`;
}

function where(fill: Fill, decidedBar: number, mode: AccountConfig['fill'], price: string): string {
  const base = baseOf(fill.reason);
  const name = orderNames[base];
  const waited = fill.bar - decidedBar;
  if (name === undefined) {
    return mode === 'close' && waited === 0
      ? `Filled at the deciding close, ${price}, which can’t be had`
      : waited > 1 || mode === 'close'
        ? `The rest of it, which waited ${waited} ${waited === 1 ? 'bar' : 'bars'} for volume: filled at the open, ${price}`
        : `Filled at the next open, ${price}`;
  }
  if (fill.reason.endsWith('-gap'))
    return `${name} already passed at the open: filled there, ${price}`;
  if (fill.reason.endsWith('-rest'))
    return `${name}, the rest of it: filled at the next open, ${price}`;
  if (base === 'time') return `Filled at the close, ${price}`;
  return `${name} reached inside the bar: filled at ${price}`;
}
