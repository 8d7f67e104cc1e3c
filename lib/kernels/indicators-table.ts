/** What the wrapper must know of a kernel of wasm/indicators. */
export interface IndicatorKernel {
  /** The module's export. */
  readonly name: string;
  readonly inputs: number;
  readonly outputs: number;
  /** Bytes of zeroed state and scratch for these parameters, in the kernel's order. */
  stateBytes(params: readonly number[]): number;
}

const blockBars = 1024;
const foldBars = 512;
const rowBytes = (window: number) => (window + foldBars + 2) * 8;
const foldBytes = (window: number) => 2 * rowBytes(window);
const momentsBytes = 128 + 2 * blockBars * 8;

function kernel(
  name: string,
  inputs: number,
  outputs: number,
  stateBytes: number | ((params: readonly number[]) => number),
): IndicatorKernel {
  return {
    name,
    inputs,
    outputs,
    stateBytes: typeof stateBytes === 'number' ? () => stateBytes : stateBytes,
  };
}

/** Every indicator kernel of the module. Parameters are in the order of the export's signature. */
export const indicatorKernels = {
  /** period */
  sma: kernel('sma', 1, 1, 64),
  /** period */
  wma: kernel('wma', 1, 1, 112),
  /** period */
  ema: kernel('ema', 1, 1, 64),
  /** span */
  ewm: kernel('ewm', 1, 1, 64),
  /** span */
  ewmAdjusted: kernel('ewmAdjusted', 1, 1, 32),
  /** fast, slow, signal, ownSeed 0 | 1 → line, signal, histogram */
  macd: kernel('macd', 1, 3, 160),
  /** period */
  rsi: kernel('rsi', 1, 1, 112),
  /** high, low, close */
  trueRange: kernel('trueRange', 3, 1, 16),
  /** high, low, close; period */
  atr: kernel('atr', 3, 1, 64),
  /** high, low, close; period → +DI, −DI, ADX */
  adx: kernel('adx', 3, 3, 208),
  /** period, ddof 0 | 1, scale */
  standardDeviation: kernel('standardDeviation', 1, 1, momentsBytes),
  /** period, ddof 0 | 1 */
  zScore: kernel('zScore', 1, 1, momentsBytes),
  /** period, deviations → upper, middle, lower */
  bollinger: kernel('bollinger', 1, 3, momentsBytes),
  /** price, upper, middle, lower → width, position */
  bandShape: kernel('bandShape', 4, 2, 16),
  /** high, low; period → upper, lower, middle */
  donchian: kernel('donchian', 2, 3, ([n]) => 16 + foldBytes(n!)),
  /** period */
  rollingMaximum: kernel('rollingMaximum', 1, 1, ([n]) => 16 + foldBytes(n!)),
  /** period */
  rollingMinimum: kernel('rollingMinimum', 1, 1, ([n]) => 16 + foldBytes(n!)),
  /** high, low, close; period, smoothing, dPeriod → %K, %D */
  stochastic: kernel(
    'stochastic',
    3,
    2,
    ([n, smoothing, d]) =>
      16 + foldBytes(n!) + rowBytes(smoothing! + d!) + rowBytes(d!) + rowBytes(0),
  ),
  /** high, low, close; period */
  cci: kernel('cci', 3, 1, ([n]) => 16 + (n! + blockBars + 2) * 8),
  /** no parameters */
  logReturn: kernel('logReturn', 1, 1, 16),
  /** period, scale, value where the denominator is 0 */
  rateOfChange: kernel('rateOfChange', 1, 1, 16),
  /** numerator, denominator */
  quotient: kernel('quotient', 2, 1, 16),
  /** period, correction 0 | 1 */
  skewness: kernel('skewness', 1, 1, 16),
  /** period, correction 0 | 1 */
  kurtosis: kernel('kurtosis', 1, 1, 16),
  /** high, low; period */
  narrowRange: kernel('narrowRange', 2, 1, 16),
  /** high, low */
  medianPrice: kernel('medianPrice', 2, 1, 16),
  /** line, width; multiple → upper, middle, lower */
  channelAround: kernel('channelAround', 2, 3, 16),
  /** high, low */
  squaredLogRange: kernel('squaredLogRange', 2, 1, 16),
  /** period, scale */
  rootMean: kernel('rootMean', 1, 1, 16),
  /** x, y; period */
  correlation: kernel('correlation', 2, 1, 320 + 2 * blockBars * 8),
  /** y, x; period → alpha, beta, residual, z of the residual */
  rollingOls: kernel('rollingOls', 2, 4, 16),
} as const;
