import type * as z from 'zod/mini';

/** A column of a bar. */
export type BarField = 'open' | 'high' | 'low' | 'close' | 'volume';

/** One output column of an indicator, and how a chart draws it. */
export interface IndicatorOutput {
  readonly id: string;
  readonly label: string;
  readonly kind: 'line' | 'band-upper' | 'band-lower' | 'level';
}

/** Everything a form, a help text or a chart needs to know of an indicator, without computing it. */
export interface IndicatorDescription<P extends Record<string, number> = Record<string, number>> {
  /** `sma` */
  readonly id: string;
  /** `Simple moving average` */
  readonly label: string;
  /** `SMA 20` */
  readonly shortLabel: (params: P) => string;
  /** One or two plain sentences. */
  readonly help: string;
  readonly group: 'trend' | 'momentum' | 'volatility' | 'volume' | 'statistics' | 'pattern';
  readonly schema: z.ZodMiniObject;
  /** Default inputs in order. An indicator of one input may be fed any column. */
  readonly inputs: readonly BarField[];
  readonly outputs: readonly IndicatorOutput[];
  /** Drawn over the price or in a pane of its own. */
  readonly pane: 'price' | 'own';
  /** Bars before the first value: the index of the first value of the slowest output. */
  lookback(params: P): number;
}

/** Gives up the parameter type, so that indicators of all kinds can stand in one list. */
export function describeIndicator<P extends Record<string, number>>(
  description: IndicatorDescription<P>,
): IndicatorDescription {
  return description as unknown as IndicatorDescription;
}
