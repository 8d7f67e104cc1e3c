import { adxDescription } from './adx.schema';
import { atrDescription } from './atr.schema';
import { atrPercentDescription } from './atr-percent.schema';
import { bollingerDescription } from './bollinger.schema';
import { bollingerPositionDescription } from './bollinger-position.schema';
import { bollingerWidthDescription } from './bollinger-width.schema';
import { cciDescription } from './cci.schema';
import { correlationDescription } from './correlation.schema';
import { donchianDescription } from './donchian.schema';
import { emaDescription } from './ema.schema';
import { ewmDescription } from './ewm.schema';
import { ewmAdjustedDescription } from './ewm-adjusted.schema';
import type { IndicatorDescription } from './indicator.schema';
import { keltnerDescription } from './keltner.schema';
import { kurtosisDescription } from './kurtosis.schema';
import { logReturnDescription } from './log-return.schema';
import { macdDescription } from './macd.schema';
import { macdOwnSeedDescription } from './macd-own-seed.schema';
import { maximumDescription } from './maximum.schema';
import { medianPriceDescription } from './median-price.schema';
import { minimumDescription } from './minimum.schema';
import { narrowRangeDescription } from './narrow-range.schema';
import { narrowRangeDensityDescription } from './narrow-range-density.schema';
import { parkinsonDescription } from './parkinson.schema';
import { realisedVolatilityDescription } from './realised-volatility.schema';
import { rocDescription } from './roc.schema';
import { rollingOlsDescription } from './rolling-ols.schema';
import { rsiDescription } from './rsi.schema';
import { simpleReturnDescription } from './simple-return.schema';
import { skewnessDescription } from './skewness.schema';
import { smaDescription } from './sma.schema';
import { standardDeviationDescription } from './standard-deviation.schema';
import { stochasticDescription } from './stochastic.schema';
import { trueRangeDescription } from './true-range.schema';
import { wmaDescription } from './wma.schema';
import { zScoreDescription } from './z-score.schema';

/** What a page needs to know of every indicator: forms, help, look-backs, plot hints. Computes nothing. */
export const indicatorDescriptions: readonly IndicatorDescription[] = [
  smaDescription,
  emaDescription,
  wmaDescription,
  ewmDescription,
  ewmAdjustedDescription,
  macdDescription,
  macdOwnSeedDescription,
  adxDescription,
  donchianDescription,
  keltnerDescription,
  maximumDescription,
  minimumDescription,
  medianPriceDescription,
  rsiDescription,
  stochasticDescription,
  cciDescription,
  rocDescription,
  trueRangeDescription,
  atrDescription,
  atrPercentDescription,
  bollingerDescription,
  bollingerWidthDescription,
  bollingerPositionDescription,
  standardDeviationDescription,
  realisedVolatilityDescription,
  parkinsonDescription,
  zScoreDescription,
  logReturnDescription,
  simpleReturnDescription,
  skewnessDescription,
  kurtosisDescription,
  correlationDescription,
  rollingOlsDescription,
  narrowRangeDescription,
  narrowRangeDensityDescription,
];
