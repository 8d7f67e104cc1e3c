import * as z from 'zod/mini';
import { choiceField, integerField, numberField } from '../core/fields';

/** Money, costs and venue rules of a run; the exact rules are in docs/fills.md. Rates are fractions or bps as named. */
export const accountSchema = z.object({
  capital: numberField({
    label: 'Starting capital',
    help: 'Money in the account before the first bar, in the currency the prices are in.',
    min: 0.000001,
    max: 1e15,
    default: 100_000,
  }),
  maxLeverage: numberField({
    label: 'Leverage limit',
    help: 'Largest position as a multiple of equity. An order beyond it is refused when it is decided.',
    min: 0.01,
    max: 125,
    default: 1,
    step: 0.5,
    unit: '×',
  }),
  overdraft: z._default(z.nullable(z.number().check(z.gte(0), z.lte(1))), 0.02),
  feeBps: numberField({
    label: 'Fee',
    help: 'Paid on the traded value of every market or stop fill.',
    min: 0,
    max: 1000,
    default: 1,
    step: 0.5,
    unit: 'bps',
  }),
  makerFeeBps: numberField({
    label: 'Maker fee',
    help: 'Paid on the traded value of a resting limit order that is hit; negative is a rebate.',
    min: -100,
    max: 1000,
    default: 1,
    step: 0.5,
    unit: 'bps',
  }),
  feeFixed: numberField({
    label: 'Fixed fee',
    help: 'Paid once per fill, in account money.',
    min: 0,
    max: 1e6,
    default: 0,
  }),
  slippageBps: numberField({
    label: 'Slippage',
    help: 'How much worse than the reference price a market or stop order fills.',
    min: 0,
    max: 1000,
    default: 2,
    step: 0.5,
    unit: 'bps',
  }),
  halfSpreadBps: numberField({
    label: 'Half-spread',
    help: 'Half the distance between bid and ask, paid when crossing it.',
    min: 0,
    max: 1000,
    default: 0,
    step: 0.5,
    unit: 'bps',
  }),
  lot: numberField({
    label: 'Lot',
    help: 'Quantities are rounded down to a multiple of this; 0 trades any fraction.',
    min: 0,
    max: 1e9,
    default: 0,
  }),
  tick: numberField({
    label: 'Tick',
    help: 'Order prices are rounded to a multiple of this; 0 leaves them as they are.',
    min: 0,
    max: 1e6,
    default: 0,
  }),
  minNotional: numberField({
    label: 'Smallest order',
    help: 'An order that opens or adds less than this value is refused; closing is always allowed.',
    min: 0,
    max: 1e9,
    default: 0,
  }),
  fill: choiceField({
    label: 'Fills at',
    help: 'Next open is what can be had. The deciding close is for comparison with other tools only and is marked everywhere.',
    options: { 'next-open': 'Next open', close: 'Deciding close (comparison only)' },
    default: 'next-open',
  }),
});

export type AccountConfig = z.infer<typeof accountSchema>;

/** How a signal in −1..1 becomes a position. */
export const sizingSchema = z.object({
  kind: choiceField({
    label: 'Sizing',
    help: 'What the size below means.',
    options: {
      'percent-of-equity': '% of equity',
      notional: 'Fixed value',
      units: 'Fixed units',
      'volatility-target': 'Volatility target',
    },
    default: 'percent-of-equity',
  }),
  percent: numberField({
    label: 'Size',
    help: 'Share of equity held while the signal is fully on.',
    min: 0.001,
    max: 100,
    default: 1,
    displayScale: 100,
    unit: '%',
    step: 0.05,
  }),
  notional: numberField({
    label: 'Value',
    help: 'Value of the position at the time of the decision.',
    min: 0,
    max: 1e12,
    default: 10_000,
  }),
  units: numberField({ label: 'Units', help: 'Units held.', min: 0, max: 1e12, default: 1 }),
  targetVolatility: numberField({
    label: 'Target volatility',
    help: 'Yearly volatility the position is scaled to, by the volatility measured over the look-back.',
    min: 0.01,
    max: 2,
    default: 0.15,
    displayScale: 100,
    unit: '%',
    step: 0.01,
  }),
  volatilityLookback: integerField({
    label: 'Volatility look-back',
    help: 'Bars over which realised volatility is measured.',
    min: 2,
    max: 1000,
    default: 30,
    unit: 'bars',
  }),
  rebalanceBand: numberField({
    label: 'Rebalance band',
    help: 'The target must move by more than this share of equity before it is traded.',
    min: 0,
    max: 1,
    default: 0,
    displayScale: 100,
    unit: '%',
    step: 0.01,
  }),
});

/** Stops put on every entry, as fractions of the fill price; 0 = none. */
export const protectionSchema = z.object({
  stopLoss: numberField({
    label: 'Stop-loss',
    help: 'Sells this far below the entry price; 0 is none.',
    min: 0,
    max: 0.99,
    default: 0,
    displayScale: 100,
    unit: '%',
    step: 0.005,
  }),
  takeProfit: numberField({
    label: 'Take-profit',
    help: 'Closes this far above the entry price; 0 is none.',
    min: 0,
    max: 100,
    default: 0,
    displayScale: 100,
    unit: '%',
    step: 0.005,
  }),
  timeStopBars: integerField({
    label: 'Time stop',
    help: 'Closes after this many bars, the entry bar counted; 0 is none.',
    min: 0,
    max: 100_000,
    default: 0,
    unit: 'bars',
  }),
});

export type ProtectionConfig = z.infer<typeof protectionSchema>;
