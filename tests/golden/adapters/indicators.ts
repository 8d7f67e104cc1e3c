import { indicator } from '../../../lib/indicators/catalogue';
import { indicatorParams } from '../../../lib/indicators/indicator';
import type { Column, ColumnStore } from '../../../lib/kernels/column-store';
import { testStore } from '../../support/kernels';
import type { GoldenAdapter, GoldenVector } from '../adapter';

type Advance = (instance: { advance(from: number, to: number): void }, length: number) => void;

const whole: Advance = (instance, length) => instance.advance(0, length);

/** Chunks of 1, 2, … 17 bars, over and over: no boundary falls where a window or a block of the kernels ends. */
const inChunks: Advance = (instance, length) => {
  let size = 1;
  for (let from = 0; from < length; ) {
    const to = Math.min(length, from + size);
    instance.advance(from, to);
    from = to;
    size = (size % 17) + 1;
  }
};

function nullable(values: Float64Array): (number | null)[] {
  return Array.from(values, (value) => (Number.isFinite(value) ? value : null));
}

function columnOf(store: ColumnStore, values: unknown): Column {
  const list = values as readonly (number | null)[];
  return store.columnFrom(Float64Array.from(list, (value) => value ?? Number.NaN));
}

/** Which input columns an output reads. */
type Source = 'close' | 'volume' | 'high low' | 'high low close' | 'returns' | 'pair of returns';

interface Recipe {
  readonly id: string;
  readonly source: Source;
  /** The number a name ends with, as a parameter. */
  readonly params: (period: number) => Record<string, number>;
  /** Which output of the indicator. */
  readonly output: number;
}

const none = (): Record<string, number> => ({});
const period = (n: number): Record<string, number> => ({ period: n });
const one = (
  id: string,
  source: Source,
  params: Recipe['params'] = period,
  output = 0,
): Recipe => ({
  id,
  source,
  params,
  output,
});
const hlc = 'high low close';
const pair = 'pair of returns';

/** Output names with `#` for the period they end with (or hold); without `#` the product's defaults apply. */
const recipes: Readonly<Record<string, Recipe>> = {
  'sma_#': one('sma', 'close'),
  'ema_#': one('ema', 'close'),
  'wma_#': one('wma', 'close'),
  'rsi_#': one('rsi', 'close'),
  true_range: one('true-range', hlc, none),
  'atr_#': one('atr', hlc),
  'atr_pct_#': one('atr-percent', hlc),
  'plus_di_#': one('adx', hlc, period, 0),
  'minus_di_#': one('adx', hlc, period, 1),
  'adx_#': one('adx', hlc, period, 2),
  bb_upper: one('bollinger', 'close', none, 0),
  bb_middle: one('bollinger', 'close', none, 1),
  bb_lower: one('bollinger', 'close', none, 2),
  bb_width: one('bollinger-width', 'close', none),
  bb_position: one('bollinger-position', 'close', none),
  'bb_upper_#': one('bollinger', 'close', period, 0),
  'bb_middle_#': one('bollinger', 'close', period, 1),
  'bb_lower_#': one('bollinger', 'close', period, 2),
  'bb_width_#': one('bollinger-width', 'close'),
  'bb_position_#': one('bollinger-position', 'close'),
  macd_talib: one('macd', 'close', none, 0),
  macd_talib_signal: one('macd', 'close', none, 1),
  macd_talib_hist: one('macd', 'close', none, 2),
  macd_own_seed: one('macd-own-seed', 'close', none, 0),
  macd_own_seed_signal: one('macd-own-seed', 'close', none, 1),
  macd_own_seed_hist: one('macd-own-seed', 'close', none, 2),
  stoch_k: one('stochastic', hlc, none, 0),
  stoch_d: one('stochastic', hlc, none, 1),
  'cci_#': one('cci', hlc),
  'roc_#': one('roc', 'close'),
  'std_pop_#': one('standard-deviation', 'close', (n) => ({ period: n, ddof: 0 })),
  'std_sample_#': one('standard-deviation', 'close', (n) => ({ period: n, ddof: 1 })),
  log_return: one('log-return', 'close', none),
  simple_return: one('simple-return', 'close', none),
  'skew_sample_#': one('skewness', 'returns', (n) => ({ period: n, correction: 1 })),
  'skew_pop_#': one('skewness', 'returns', (n) => ({ period: n, correction: 0 })),
  'kurt_sample_excess_#': one('kurtosis', 'returns', (n) => ({ period: n, correction: 1 })),
  'kurt_pearson_#': one('kurtosis', 'returns', (n) => ({ period: n, correction: 0 })),
  'realised_vol_#': one('realised-volatility', 'close'),
  'parkinson_#': one('parkinson', 'high low'),
  'donchian_upper_#': one('donchian', 'high low', period, 0),
  'donchian_lower_#': one('donchian', 'high low', period, 1),
  'donchian_mid_#': one('donchian', 'high low', period, 2),
  'nr#': one('narrow-range', 'high low'),
  'nr7_density_#': one('narrow-range-density', 'high low', (n) => ({ period: 7, window: n })),
  'zscore_#': one('z-score', 'close'),
  'volume_z_#': one('z-score', 'volume'),
  'ewm_span#_adjust_false': one('ewm', 'close', (n) => ({ span: n })),
  'ewm_span#_adjust_true': one('ewm-adjusted', 'close', (n) => ({ span: n })),
  'ols_alpha_#': one('rolling-ols', pair, period, 0),
  'ols_beta_#': one('rolling-ols', pair, period, 1),
  'ols_residual_#': one('rolling-ols', pair, period, 2),
  'ols_residual_z_#': one('rolling-ols', pair, period, 3),
  'corr_#': one('correlation', pair),
};

/** The recipe of an output name, and the period in it. */
function recipeOf(name: string): { recipe: Recipe; period: number } | null {
  const plain = recipes[name];
  if (plain !== undefined) return { recipe: plain, period: 0 };
  for (const [, before, digits, after] of name.matchAll(/^(.*?[a-z_])(\d+)(_adjust_\w+|)$/g)) {
    const recipe = recipes[`${before}#${after}`];
    if (recipe !== undefined) return { recipe, period: Number(digits) };
  }
  return null;
}

/** Every expected output there is a recipe for; the comparison reports one without as missing. */
async function answer(vector: GoldenVector, advance: Advance) {
  const store = await testStore();
  const length = (vector.inputs.close as unknown[]).length;
  const cache = new Map<string, readonly Column[]>();
  const input = (name: string): Column => {
    const known = cache.get(name) ?? [columnOf(store, vector.inputs[name])];
    cache.set(name, known);
    return known[0]!;
  };
  const compute = (id: string, inputs: readonly Column[], params: Record<string, number>) => {
    const key = `${id} ${inputs.map((column) => column.pointer).join(' ')} ${JSON.stringify(params)}`;
    const known = cache.get(key);
    if (known !== undefined) return known;
    const definition = indicator(id);
    const checked = indicatorParams(definition, params);
    const instance = definition.create(store, inputs, checked, length);
    advance(instance, length);
    cache.set(key, instance.outputs);
    return instance.outputs;
  };
  const logReturns = (name: string): Column => compute('log-return', [input(name)], {})[0]!;
  const sources: Readonly<Record<Source, () => readonly Column[]>> = {
    close: () => [input('close')],
    volume: () => [input('volume')],
    'high low': () => [input('high'), input('low')],
    'high low close': () => [input('high'), input('low'), input('close')],
    returns: () => [logReturns('close')],
    'pair of returns': () => [logReturns('close'), logReturns('ref_close')],
  };

  const outputs: Record<string, (number | null)[]> = {};
  for (const name of Object.keys(vector.expected)) {
    const found = recipeOf(name);
    if (found === null) continue;
    const { recipe } = found;
    const params = recipe.params(found.period);
    const annual = recipe.id === 'realised-volatility' || recipe.id === 'parkinson';
    if (annual) params.barsPerYear = Number(vector.params.bars_per_year ?? 365);
    const columns = compute(recipe.id, sources[recipe.source](), params);
    outputs[name] = nullable(store.copy(columns[recipe.output]!, 0, length));
  }
  return outputs;
}

interface PriceLevelTolerance {
  readonly rel: number;
  readonly abs: number;
  readonly outputs: readonly string[];
}

/** The closing price has not moved in the whole case. */
function constantPrice(vector: GoldenVector): boolean {
  const close = vector.inputs.close as readonly (number | null)[];
  return close.every((value) => value === close[0]);
}

/** Golden topic `indicators`: every output from the catalogue, computed at once and in chunks. */
export const indicatorsAdapter: GoldenAdapter = {
  topic: 'indicators',
  async answers(vector) {
    return [
      { path: 'whole', outputs: await answer(vector, whole) },
      { path: 'in chunks', outputs: await answer(vector, inChunks) },
    ];
  },
  toleranceFor(vector, key) {
    const level = (vector as { tolerance_price_level?: PriceLevelTolerance }).tolerance_price_level;
    return level?.outputs.includes(key) ? { rel: level.rel, abs: level.abs } : vector.tolerance;
  },
  alternatives(vector, path) {
    const key = path.split(/[.[/]/)[0] ?? '';
    const neutral = key.startsWith('rsi_') || key === 'stoch_k' || key === 'stoch_d';
    return neutral && constantPrice(vector) ? [50, null] : undefined;
  },
};
