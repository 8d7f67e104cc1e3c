import type { BrokerAccount } from '../kernels/broker';
import type { BrokerTerms } from './broker-terms';

/** An account as the module takes it: rates as fractions. */
export function brokerAccount(
  account: BrokerTerms,
  options: {
    rebalanceBand: number;
    prevClose?: number;
    recordRepeats?: boolean;
    flatClearsTarget?: boolean;
  },
): BrokerAccount {
  return {
    capital: account.capital,
    price: options.prevClose ?? Number.NaN,
    maxLeverage: account.maxLeverage,
    overdraft: account.overdraft ?? -1,
    takerFee: account.feeBps / 10_000,
    makerFee: account.makerFeeBps / 10_000,
    feeFixed: account.feeFixed,
    slippage: account.slippageBps / 10_000,
    halfSpread: account.halfSpreadBps / 10_000,
    lot: account.lot,
    tick: account.tick,
    minNotional: account.minNotional,
    band: options.rebalanceBand,
    fillAtClose: account.fill === 'close',
    recordRepeats: options.recordRepeats ?? false,
    flatClearsTarget: options.flatClearsTarget ?? false,
    participation: account.participation,
    maintenance: account.maintenance,
    borrowShort: account.borrowShort,
    borrowCash: account.borrowCash,
    strictCash: account.strictCash,
  };
}
