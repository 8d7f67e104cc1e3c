import { indicator } from '../../../lib/indicators/catalogue';
import { type IndicatorDefinition, indicatorParams } from '../../../lib/indicators/indicator';
import type { Column, ColumnStore } from '../../../lib/kernels/column-store';
import { testStore } from '../../support/kernels';
import type { GoldenAdapter, GoldenVector } from '../adapter';

type Inputs = Readonly<Record<string, Column>>;
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

/** Runs indicators over the columns of one case. */
class Computation {
  readonly outputs: Record<string, (number | null)[]> = {};

  constructor(
    private readonly store: ColumnStore,
    private readonly length: number,
    private readonly advance: Advance,
  ) {}

  columns(
    id: string,
    inputs: readonly Column[],
    params: Record<string, number>,
  ): readonly Column[] {
    const definition: IndicatorDefinition = indicator(id);
    const checked = indicatorParams(definition, params);
    const instance = definition.create(this.store, inputs, checked, this.length);
    this.advance(instance, this.length);
    return instance.outputs;
  }

  /** Names the outputs in order; an empty name leaves one out. */
  add(
    names: readonly string[],
    id: string,
    inputs: readonly Column[],
    params: Record<string, number> = {},
  ): void {
    const outputs = this.columns(id, inputs, params);
    names.forEach((name, k) => {
      if (name !== '') this.outputs[name] = nullable(this.store.copy(outputs[k]!, 0, this.length));
    });
  }
}

function nullable(values: Float64Array): (number | null)[] {
  return Array.from(values, (value) => (Number.isFinite(value) ? value : null));
}

function columnOf(store: ColumnStore, values: unknown): Column {
  const list = values as readonly (number | null)[];
  return store.columnFrom(Float64Array.from(list, (value) => value ?? Number.NaN));
}

async function answer(vector: GoldenVector, advance: Advance) {
  const store = await testStore();
  const input: Inputs = Object.fromEntries(
    Object.entries(vector.inputs).map(([name, values]) => [name, columnOf(store, values)]),
  );
  const length = (vector.inputs.close as unknown[]).length;
  const c = input.close!;
  const hl = [input.high!, input.low!];
  const hlc = [...hl, c];
  const barsPerYear = Number(vector.params.bars_per_year ?? 365);
  const run = new Computation(store, length, advance);

  run.add(['sma_20'], 'sma', [c], { period: 20 });
  run.add(['ema_21'], 'ema', [c], { period: 21 });
  run.add(['ema_5'], 'ema', [c], { period: 5 });
  run.add(['rsi_14'], 'rsi', [c], { period: 14 });
  run.add(['rsi_30'], 'rsi', [c], { period: 30 });
  run.add(['true_range'], 'true-range', hlc);
  run.add(['atr_14'], 'atr', hlc, { period: 14 });
  run.add(['atr_pct_14'], 'atr-percent', hlc, { period: 14 });
  run.add(['plus_di_14', 'minus_di_14', 'adx_14'], 'adx', hlc, { period: 14 });
  run.add(['bb_upper', 'bb_middle', 'bb_lower'], 'bollinger', [c], { period: 20, deviations: 2 });
  run.add(['bb_width'], 'bollinger-width', [c], { period: 20, deviations: 2 });
  run.add(['bb_position'], 'bollinger-position', [c], { period: 20, deviations: 2 });
  run.add(['macd_talib', 'macd_talib_signal', 'macd_talib_hist'], 'macd', [c]);
  run.add(['macd_own_seed', 'macd_own_seed_signal', ''], 'macd-own-seed', [c]);
  run.add(['stoch_k', 'stoch_d'], 'stochastic', hlc);
  run.add(['cci_20'], 'cci', hlc, { period: 20 });
  run.add(['roc_10'], 'roc', [c], { period: 10 });
  run.add(['std_pop_20'], 'standard-deviation', [c], { period: 20, ddof: 0 });
  run.add(['std_sample_20'], 'standard-deviation', [c], { period: 20, ddof: 1 });
  run.add(['log_return'], 'log-return', [c]);
  run.add(['simple_return'], 'simple-return', [c]);
  run.add(['realised_vol_30'], 'realised-volatility', [c], { period: 30, barsPerYear });
  run.add(['parkinson_20'], 'parkinson', hl, { period: 20, barsPerYear });
  run.add(['donchian_upper_20', 'donchian_lower_20', 'donchian_mid_20'], 'donchian', hl);
  run.add(['nr4'], 'narrow-range', hl, { period: 4 });
  run.add(['nr7'], 'narrow-range', hl, { period: 7 });
  run.add(['nr7_density_20'], 'narrow-range-density', hl, { period: 7, window: 20 });
  run.add(['zscore_20'], 'z-score', [c], { period: 20 });
  run.add(['volume_z_50'], 'z-score', [input.volume!], { period: 50 });
  run.add(['ewm_span21_adjust_false'], 'ewm', [c], { span: 21 });
  run.add(['ewm_span21_adjust_true'], 'ewm-adjusted', [c], { span: 21 });

  const returns = run.columns('log-return', [c], {});
  const reference = run.columns('log-return', [input.ref_close!], {});
  const pair = [returns[0]!, reference[0]!];
  run.add(['skew_sample_30'], 'skewness', returns, { period: 30, correction: 1 });
  run.add(['skew_pop_30'], 'skewness', returns, { period: 30, correction: 0 });
  run.add(['kurt_sample_excess_30'], 'kurtosis', returns, { period: 30, correction: 1 });
  run.add(['kurt_pearson_30'], 'kurtosis', returns, { period: 30, correction: 0 });
  run.add(['corr_30'], 'correlation', pair, { period: 30 });
  const ols = ['ols_alpha_60', 'ols_beta_60', 'ols_residual_60', 'ols_residual_z_60'];
  run.add(ols, 'rolling-ols', pair, { period: 60 });
  return run.outputs;
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
