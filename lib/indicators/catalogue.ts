import { ConfigError } from '../core/errors';
import { adx } from './adx';
import { atr } from './atr';
import { atrPercent } from './atr-percent';
import { bollinger } from './bollinger';
import { bollingerPosition } from './bollinger-position';
import { bollingerWidth } from './bollinger-width';
import { cci } from './cci';
import { correlation } from './correlation';
import { donchian } from './donchian';
import { ema } from './ema';
import { ewm } from './ewm';
import { ewmAdjusted } from './ewm-adjusted';
import type { IndicatorDefinition } from './indicator';
import { keltner } from './keltner';
import { kurtosis } from './kurtosis';
import { logReturn } from './log-return';
import { macd } from './macd';
import { macdOwnSeed } from './macd-own-seed';
import { maximum } from './maximum';
import { medianPrice } from './median-price';
import { minimum } from './minimum';
import { narrowRange } from './narrow-range';
import { narrowRangeDensity } from './narrow-range-density';
import { parkinson } from './parkinson';
import { realisedVolatility } from './realised-volatility';
import { roc } from './roc';
import { rollingOls } from './rolling-ols';
import { rsi } from './rsi';
import { simpleReturn } from './simple-return';
import { skewness } from './skewness';
import { sma } from './sma';
import { standardDeviation } from './standard-deviation';
import { stochastic } from './stochastic';
import { trueRange } from './true-range';
import { wma } from './wma';
import { zScore } from './z-score';

/** Every indicator, by group: form, help, look-back and plot hints are read from here. */
export const indicatorCatalogue: readonly IndicatorDefinition[] = [
  sma,
  ema,
  wma,
  ewm,
  ewmAdjusted,
  macd,
  macdOwnSeed,
  adx,
  donchian,
  keltner,
  maximum,
  minimum,
  medianPrice,
  rsi,
  stochastic,
  cci,
  roc,
  trueRange,
  atr,
  atrPercent,
  bollinger,
  bollingerWidth,
  bollingerPosition,
  standardDeviation,
  realisedVolatility,
  parkinson,
  zScore,
  logReturn,
  simpleReturn,
  skewness,
  kurtosis,
  correlation,
  rollingOls,
  narrowRange,
  narrowRangeDensity,
];

const byId = new Map(indicatorCatalogue.map((definition) => [definition.id, definition]));

/** @throws {ConfigError} naming the indicators that exist */
export function indicator(id: string): IndicatorDefinition {
  const found = byId.get(id);
  if (found === undefined) {
    const known = indicatorCatalogue.map((definition) => definition.id).join(', ');
    throw new ConfigError(`There is no indicator "${id}". These exist: ${known}.`, 'indicator');
  }
  return found;
}
