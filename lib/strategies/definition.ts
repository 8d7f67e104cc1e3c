import type * as z from 'zod/mini';
import type { Sha256Hex } from '../core/nominal';
import { parseConfig } from '../core/parse-config';
import type { ModelArtefact, NamedArtefact } from '../models/model-artefact';
import type { ParamValues, StrategyListing } from './listing';
import type { BarField, Strategy, StrategyInputs } from './strategy';

/** How one output of an indicator is drawn. Pane `price` lies over the candles, any other name is a pane of its own. */
export interface FeatureOutput {
  /** Name the strategy reads the column by. */
  readonly key: string;
  /** Which of the indicator's outputs, 0 = first. */
  readonly output: number;
  /** `SMA 20`. */
  readonly label: string;
  readonly pane: string;
  readonly kind: 'line' | 'band-upper' | 'band-lower' | 'level';
}

/** An indicator a strategy wants computed, and the outputs it reads. */
export interface IndicatorRequest {
  /** Id in the indicator catalogue. */
  readonly indicator: string;
  readonly params: Readonly<Record<string, number>>;
  /** Columns given to the indicator in its order; left out = the ones it asks for itself. */
  readonly inputs?: readonly BarField[];
  readonly outputs: readonly FeatureOutput[];
}

/** The predictions of a model, as one column: see lib/models/prediction-column.ts. */
export interface PredictionRequest {
  readonly model: NamedArtefact;
  readonly outputs: readonly FeatureOutput[];
}

/** A column computed over the bars that a strategy reads. */
export type FeatureRequest = IndicatorRequest | PredictionRequest;

/** A fixed value the rule compares an indicator with, drawn across the indicator's pane. */
export interface PlotLevel {
  readonly key: string;
  readonly label: string;
  readonly pane: string;
  readonly value: number;
}

/** What the strategy saw at a bar, and the rule with the numbers in it. */
export interface StrategyExplanation {
  readonly inputs: readonly {
    readonly label: string;
    readonly value: number;
    readonly previous: number;
  }[];
  readonly rule: string;
}

/**
 * A rule that is no more than which of two features is above the other, for searches that run many at once. It decides
 * what {@link Strategy} decides, bar for bar.
 */
export interface CrossRule {
  /** Keys of the features compared. */
  readonly first: string;
  readonly second: string;
  /** `cross`: a side is taken when the relation changes; `level`: also the first one known. */
  readonly entry: 'cross' | 'level';
  /** Signals while the first is above, and below, the second. */
  readonly above: number;
  readonly below: number;
  /** Relative band around equality in which the side is kept. */
  readonly deadBand: number;
  /** First bar on which it may decide. */
  readonly start: number;
}

/** A strategy with its parameters fixed: ready to run, and able to explain itself. */
export interface PreparedStrategy {
  readonly id: string;
  /** Defaults filled in; what is hashed. */
  readonly params: ParamValues;
  /** `SMA cross 20/100`. */
  readonly title: string;
  readonly features: readonly FeatureRequest[];
  readonly levels: readonly PlotLevel[];
  /** Bars needed for the first decision; it falls on bar `warmupBars − 1` at the earliest. */
  readonly warmupBars: number;
  /** What the warm-up is for: "the slow average needs 100 bars". */
  readonly warmupReason: string;
  /** True where mirrored prices give mirrored signals. */
  readonly symmetric: boolean;
  /** null where the rule is more than a cross. */
  readonly cross: CrossRule | null;
  /** Hash of the model it acts on, '' where none is chosen yet; null where it needs none. */
  readonly model: Sha256Hex | '' | null;
  /** The same with its model at hand. Without it the strategy can be shown and not run: it has no features then. */
  withModel(model: NamedArtefact): PreparedStrategy;
  create(): Strategy;
  /** Why the signal at `bar` is what it is; reads nothing later. */
  explain(
    inputs: StrategyInputs,
    bar: number,
    signal: number,
    previousSignal: number,
  ): StrategyExplanation;
  /** Plain-word reason for the change of signal: "Fast crossed below slow". */
  changeReason(previousSignal: number, signal: number): string;
}

/** What a strategy file states about its rule. `P` are the parsed parameters; `model` is that of {@link model}, null before it is at hand. */
export interface StrategyRule<P> {
  /** Refuses combinations that no single field can: throws ConfigError naming the field. */
  check?(params: P): void;
  /** The hash of the model it acts on; left out where it needs none. */
  model?(params: P): string;
  title(params: P, model: ModelArtefact | null): string;
  features(params: P, model: NamedArtefact | null): readonly FeatureRequest[];
  /** Levels worth drawing; left out where the rule has none. */
  levels?(params: P): readonly PlotLevel[];
  warmupBars(params: P, model: ModelArtefact | null): number;
  warmupReason(params: P, model: ModelArtefact | null): string;
  isSymmetric(params: P): boolean;
  /** Left out where the rule is more than a cross. */
  cross?(params: P): CrossRule;
  create(params: P, model: ModelArtefact | null): Strategy;
  explain(
    params: P,
    inputs: StrategyInputs,
    bar: number,
    signal: number,
    previousSignal: number,
    model: ModelArtefact | null,
  ): StrategyExplanation;
  changeReason(params: P, previousSignal: number, signal: number): string;
}

/** A catalogue entry: what a form shows, and how to get the strategy itself. */
export interface StrategyDefinition extends StrategyListing {
  /** @throws {ConfigError} naming the parameter and what it accepts */
  prepare(params: unknown): PreparedStrategy;
  /** {@link prepare} of what the schema made of them. @throws {ConfigError} for a combination that can't be */
  withParams(parsed: z.output<StrategyListing['schema']>): PreparedStrategy;
}

/** Where the parameters stand in a config. */
export const paramsPath = 'strategy.params';

/** Joins a listing and its rule. */
export function defineStrategy<S extends z.ZodMiniObject>(
  listing: StrategyListing<S>,
  rule: StrategyRule<z.output<S>>,
): StrategyDefinition {
  const prepared = (params: z.output<S>, model: NamedArtefact | null): PreparedStrategy => {
    const artefact = model?.artefact ?? null;
    return {
      id: listing.id,
      params: params as ParamValues,
      title: rule.title(params, artefact),
      features: rule.features(params, model),
      levels: rule.levels?.(params) ?? [],
      warmupBars: rule.warmupBars(params, artefact),
      warmupReason: rule.warmupReason(params, artefact),
      symmetric: rule.isSymmetric(params),
      cross: rule.cross?.(params) ?? null,
      model: rule.model === undefined ? null : (rule.model(params) as Sha256Hex | ''),
      withModel: (given) => prepared(params, given),
      create: () => rule.create(params, artefact),
      explain: (inputs, bar, signal, previousSignal) =>
        rule.explain(params, inputs, bar, signal, previousSignal, artefact),
      changeReason: (previousSignal, signal) => rule.changeReason(params, previousSignal, signal),
    };
  };
  const withParams = (parsed: z.output<StrategyListing['schema']>): PreparedStrategy => {
    const params = parsed as z.output<S>;
    rule.check?.(params);
    return prepared(params, null);
  };
  return {
    ...listing,
    prepare: (raw) => withParams(parseConfig(listing.schema, raw, paramsPath)),
    withParams,
  };
}
