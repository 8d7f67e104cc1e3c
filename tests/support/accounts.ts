import type { BrokerTerms } from '../../lib/execution/broker-terms';

/** One unit of money and a market without friction: what a test adds to it is all there is. */
export const frictionless: BrokerTerms = {
  capital: 1,
  maxLeverage: 1,
  overdraft: 0,
  feeBps: 0,
  makerFeeBps: 0,
  feeFixed: 0,
  slippageBps: 0,
  halfSpreadBps: 0,
  lot: 0,
  tick: 0,
  minNotional: 0,
  participation: 0,
  strictCash: false,
  maintenance: 0,
  borrowShort: 0,
  borrowCash: 0,
  fill: 'next-open',
};
