import * as z from 'zod/mini';
import { type AccountConfig, accountSchema } from '../execution/account.schema';
import type { AssetClass, CalendarKind } from '../market/bars';
import { strategyListings } from '../strategies/catalogue.schema';
import type { RunConfigInput } from './run-config.schema';

export type MarketPresetId = 'crypto-spot' | 'crypto-perpetual' | 'equity-us' | 'fx';

/** What a market decides of an account; capital, fill mode and the overdraft are nobody's but the user's. */
type MarketTerms = Omit<AccountConfig, 'capital' | 'fill' | 'overdraft' | 'fundingSeries'>;

/** Typical terms of a market, to begin with: every one of them can be edited afterwards. */
export interface MarketPreset {
  readonly id: MarketPresetId;
  readonly label: string;
  /** One line in plain words. */
  readonly help: string;
  /** Where the typical fees and limits are from, in words. */
  readonly source: string;
  readonly account: MarketTerms;
  /** Which days it trades. */
  readonly calendar: CalendarKind;
  /** Trading days a year. */
  readonly periodsPerYear: number;
  /** Whether it can be sold short; where not, the short side of a strategy that has one is turned off. */
  readonly allowShort: boolean;
}

const commonTerms = {
  slippageModel: 'constant',
  slippageExponent: 1,
  participation: 0,
  tick: 0,
  feeFixed: 0,
  borrowShort: 0,
  borrowCash: 0,
  funding: 'none',
  fundingRate: 0.0001,
} as const;

export const marketPresets: readonly MarketPreset[] = [
  {
    id: 'crypto-spot',
    label: 'Crypto, spot',
    help: 'Coins bought with the cash there is: no borrowing, no shorts.',
    source: 'Large exchanges ask their smallest customers 0.10 % whether they make or take.',
    account: {
      ...commonTerms,
      maxLeverage: 1,
      feeBps: 10,
      makerFeeBps: 10,
      slippageBps: 2,
      halfSpreadBps: 1,
      lot: 0.00001,
      minNotional: 5,
      strictCash: true,
      maintenance: 0,
    },
    calendar: 'crypto-24x7',
    periodsPerYear: 365,
    allowShort: false,
  },
  {
    id: 'crypto-perpetual',
    label: 'Crypto, perpetual',
    help: 'Long or short on margin, with funding every 8 hours and liquidation.',
    source:
      'Large exchanges ask 0.05 % to take and 0.02 % to make; funding rests at 0.01 % per 8 hours; small positions need 0.5 % maintenance.',
    account: {
      ...commonTerms,
      maxLeverage: 10,
      feeBps: 5,
      makerFeeBps: 2,
      slippageBps: 2,
      halfSpreadBps: 0.5,
      lot: 0.001,
      minNotional: 5,
      strictCash: false,
      maintenance: 0.005,
      funding: 'constant',
    },
    calendar: 'crypto-24x7',
    periodsPerYear: 365,
    allowShort: true,
  },
  {
    id: 'equity-us',
    label: 'US stocks',
    help: 'Whole shares without commission, margin up to twice the equity, borrowed shares for shorts.',
    source:
      'Retail brokers charge no commission; Regulation T lends half of a position, exchanges ask 25 % maintenance; easy shares are borrowed at about 0.5 % a year, cash at about 6 %.',
    account: {
      ...commonTerms,
      maxLeverage: 2,
      feeBps: 0,
      makerFeeBps: 0,
      slippageBps: 1,
      halfSpreadBps: 1,
      lot: 1,
      tick: 0.01,
      minNotional: 0,
      strictCash: false,
      maintenance: 0.25,
      borrowShort: 0.005,
      borrowCash: 0.06,
    },
    calendar: 'equity-us',
    periodsPerYear: 252,
    allowShort: true,
  },
  {
    id: 'fx',
    label: 'Currencies',
    help: 'Pairs on margin at the spread, with a broker’s charge on what is held overnight.',
    source:
      'Retail brokers ask about 1 pip on major pairs and no commission, lend up to 30 times the equity, close out at half of that margin, and add about 2.5 % a year to overnight rates.',
    account: {
      ...commonTerms,
      maxLeverage: 30,
      feeBps: 0,
      makerFeeBps: 0,
      slippageBps: 0.2,
      halfSpreadBps: 0.5,
      lot: 1000,
      tick: 0.00001,
      minNotional: 0,
      strictCash: false,
      maintenance: 0.0165,
      borrowShort: 0.025,
      borrowCash: 0.025,
    },
    calendar: 'fx-24x5',
    periodsPerYear: 260,
    allowShort: true,
  },
];

const dayMs = 86_400_000;

/**
 * The config under the terms of a market, every value of the account explicit. Strategy, size, capital, period and
 * fill mode stay, but for a short side that the market has not. Periods a year are stated where returns are measured a day, and inferred where they are not.
 * @param intervalMs of the bars it is for, where they are known
 */
export function applyPreset(
  config: RunConfigInput,
  id: MarketPresetId,
  intervalMs = dayMs,
): RunConfigInput {
  const preset = marketPresets.find((other) => other.id === id)!;
  const account = z.parse(accountSchema, {
    ...config.account,
    ...preset.account,
    fundingSeries: null,
  });
  const { strategy } = config;
  const daily = config.statistics?.basis !== 'bar' && intervalMs <= dayMs;
  return {
    ...config,
    strategy:
      !preset.allowShort && hasShortSwitch(strategy.id)
        ? { ...strategy, params: { ...strategy.params, allowShort: false } }
        : strategy,
    account,
    statistics: { ...config.statistics, periodsPerYear: daily ? preset.periodsPerYear : null },
  };
}

/** The preset whose terms the config still has, null once one was edited. */
export function presetOf(
  config: Pick<RunConfigInput, 'account' | 'statistics'>,
): MarketPresetId | null {
  const account = z.parse(accountSchema, config.account ?? {});
  const periods = config.statistics?.periodsPerYear ?? null;
  const found = marketPresets.find((preset) => {
    const terms = Object.entries(preset.account) as [keyof MarketTerms, unknown][];
    return (
      terms.every(([key, value]) => account[key] === value) &&
      (periods === null || periods === preset.periodsPerYear)
    );
  });
  return found?.id ?? null;
}

/** The preset to suggest for an instrument, null where none fits. */
export function presetFor(assetClass: AssetClass, symbol: string): MarketPresetId | null {
  switch (assetClass) {
    case 'crypto':
      return /PERP|SWAP|[-.]P$/i.test(symbol) ? 'crypto-perpetual' : 'crypto-spot';
    case 'equity':
    case 'index':
      return 'equity-us';
    case 'fx':
      return 'fx';
    case 'other':
      return null;
  }
}

function hasShortSwitch(strategyId: string): boolean {
  const listing = strategyListings.find((other) => other.id === strategyId);
  return listing !== undefined && Object.hasOwn(listing.schema.shape, 'allowShort');
}
