import { ConfigError } from '../core/errors';
import type { OrderIntent, Protection } from '../core/order-intent';
import type { BrokerTerms } from './broker-terms';

const positive = (value: number, field: string): void => {
  if (Number.isFinite(value) && value > 0) return;
  throw new ConfigError(`${field} must be a number above 0, not ${value}.`, field);
};

const notNegative = (value: number, field: string): void => {
  if (Number.isFinite(value) && value >= 0) return;
  throw new ConfigError(`${field} must be 0 or more, not ${value}.`, field);
};

/** A share of the price that a level is away from it. */
const belowOne = (value: number, field: string): void => {
  notNegative(value, field);
  if (value < 1) return;
  throw new ConfigError(`${field} must be below 1 (100 % of the price), not ${value}.`, field);
};

const terms: Readonly<Record<keyof BrokerTerms, true>> = {
  capital: true,
  maxLeverage: true,
  overdraft: true,
  feeBps: true,
  makerFeeBps: true,
  feeFixed: true,
  slippageBps: true,
  halfSpreadBps: true,
  lot: true,
  tick: true,
  minNotional: true,
  participation: true,
  strictCash: true,
  maintenance: true,
  borrowShort: true,
  borrowCash: true,
  fill: true,
};

/** @throws {ConfigError} for a number out of bounds or a setting this broker does not know, rather than running without it */
export function checkAccount(account: BrokerTerms, rebalanceBand: number): void {
  for (const [key, value] of Object.entries(account)) {
    if (!(key in terms) && value !== undefined) {
      throw new ConfigError(
        `The account setting ${key} is not known; it has ${Object.keys(terms).join(', ')}.`,
        `account.${key}`,
      );
    }
  }
  positive(account.capital, 'account.capital');
  positive(account.maxLeverage, 'account.maxLeverage');
  if (account.overdraft !== null) notNegative(account.overdraft, 'account.overdraft');
  notNegative(account.feeBps, 'account.feeBps');
  notNegative(account.feeFixed, 'account.feeFixed');
  notNegative(account.slippageBps, 'account.slippageBps');
  notNegative(account.halfSpreadBps, 'account.halfSpreadBps');
  notNegative(account.lot, 'account.lot');
  notNegative(account.tick, 'account.tick');
  notNegative(account.minNotional, 'account.minNotional');
  notNegative(account.participation, 'account.participation');
  notNegative(account.borrowShort, 'account.borrowShort');
  notNegative(account.borrowCash, 'account.borrowCash');
  notNegative(account.maintenance, 'account.maintenance');
  if (account.maintenance >= 1) {
    throw new ConfigError(
      `account.maintenance must be below 1 (100 % of the position), not ${account.maintenance}.`,
      'account.maintenance',
    );
  }
  notNegative(rebalanceBand, 'rebalanceBand');
  if (!Number.isFinite(account.makerFeeBps)) {
    throw new ConfigError(
      `account.makerFeeBps must be a number, not ${account.makerFeeBps}.`,
      'account.makerFeeBps',
    );
  }
}

/** @throws {ConfigError} for fractions below 0, a stop at or below a price of 0, or bars that are not whole */
export function checkProtection(protection: Protection): void {
  const { stopLoss, takeProfit, trailingStop = 0, timeStopBars } = protection;
  notNegative(takeProfit, 'protection.takeProfit');
  notNegative(timeStopBars, 'protection.timeStopBars');
  belowOne(stopLoss, 'protection.stopLoss');
  belowOne(trailingStop, 'protection.trailingStop');
  if (!Number.isInteger(timeStopBars) || timeStopBars > 0x3fffffff) {
    throw new ConfigError(
      `protection.timeStopBars must be a whole number of bars, not ${timeStopBars}.`,
      'protection.timeStopBars',
    );
  }
}

/** @throws {ConfigError} for a kind or an option that would otherwise be ignored, or numbers no order can have */
export function checkIntent(intent: OrderIntent): void {
  if (intent.name === '') throw new ConfigError('An order needs a name.', 'name');
  if (intent.instrument !== 0) {
    throw new ConfigError(
      `This broker trades one instrument, number 0, not ${intent.instrument}.`,
      'instrument',
    );
  }
  if (intent.expiresAt !== undefined && !Number.isInteger(intent.expiresAt)) {
    throw new ConfigError(
      `expiresAt must be a bar's number, not ${intent.expiresAt}.`,
      'expiresAt',
    );
  }
  if (intent.protection !== undefined) checkProtection(intent.protection);
  switch (intent.kind) {
    case 'target-fraction':
      if (!Number.isFinite(intent.fraction)) {
        throw new ConfigError(`fraction must be a number, not ${intent.fraction}.`, 'fraction');
      }
      return;
    case 'market':
      break;
    case 'limit':
      positive(intent.limit, 'limit');
      break;
    case 'stop':
      positive(intent.stop, 'stop');
      break;
    case 'stop-limit':
      positive(intent.stop, 'stop');
      positive(intent.limit, 'limit');
      break;
    case 'trailing-stop':
      positive(intent.trail, 'trail');
      belowOne(intent.trail, 'trail');
  }
  // 0 is a quantity like any other below one lot: refused by rule, and recorded.
  notNegative(intent.quantity, 'quantity');
}
