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

/** Terms the broker has no rule for yet: off, or refused. */
const unruled = [
  'participation',
  'strictCash',
  'maintenance',
  'borrowShort',
  'borrowCash',
] as const;

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
  for (const key of unruled) {
    if (!account[key]) continue;
    throw new ConfigError(`The account setting ${key} can't be run yet.`, `account.${key}`);
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
  const { stopLoss, takeProfit, timeStopBars } = protection;
  notNegative(stopLoss, 'protection.stopLoss');
  notNegative(takeProfit, 'protection.takeProfit');
  notNegative(timeStopBars, 'protection.timeStopBars');
  if (stopLoss >= 1) {
    throw new ConfigError(
      `protection.stopLoss must be below 1 (100 % of the price), not ${stopLoss}.`,
      'protection.stopLoss',
    );
  }
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
  if (intent.ocoGroup !== undefined) {
    throw new ConfigError(
      `Order “${intent.name}” names an OCO group: groups can't be run.`,
      'ocoGroup',
    );
  }
  if (intent.expiresAt !== undefined) {
    throw new ConfigError(`Order “${intent.name}” expires: expiry can't be run.`, 'expiresAt');
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
    default:
      throw new ConfigError(
        `Order “${intent.name}” is a ${intent.kind}: market, limit, stop and target-fraction can be run.`,
        'kind',
      );
  }
  // 0 is a quantity like any other below one lot: refused by rule, and recorded.
  notNegative(intent.quantity, 'quantity');
}
