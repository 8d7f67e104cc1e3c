import type { AccountConfig } from './account.schema';

/** Settings that become columns, one value a bar, before the broker sees them. */
type ColumnSettings =
  | 'slippageModel'
  | 'slippageExponent'
  | 'funding'
  | 'fundingRate'
  | 'fundingSeries';

/** An account as the broker takes it: `borrowShort` and `borrowCash` are fractions a bar. */
export type BrokerTerms = Omit<AccountConfig, ColumnSettings>;

/** The terms of an account whose yearly rates are spread over the bars of a year. */
export function brokerTerms(account: AccountConfig, barsPerYear: number): BrokerTerms {
  const {
    slippageModel: _model,
    slippageExponent: _exponent,
    funding: _funding,
    fundingRate: _rate,
    fundingSeries: _series,
    ...terms
  } = account;
  return {
    ...terms,
    borrowShort: account.borrowShort / barsPerYear,
    borrowCash: account.borrowCash / barsPerYear,
  };
}
