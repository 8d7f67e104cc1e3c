import type * as z from 'zod/mini';

export type ParamValues = Readonly<Record<string, number | string | boolean>>;

/** Settings with a name of their own. `fill` is the fill mode they were meant for, where it matters. */
export interface StrategyPreset {
  readonly id: string;
  readonly label: string;
  readonly help: string;
  readonly params: ParamValues;
  readonly fill?: 'next-open' | 'close';
  /** Sizing they were meant for, where it matters. */
  readonly sizing?: Readonly<Record<string, number | string>>;
}

/** What a form, a help text or a command line shows of a strategy. */
export interface StrategyListing<S extends z.ZodMiniObject = z.ZodMiniObject> {
  readonly id: string;
  readonly label: string;
  /** Why it might work and when it does not, in two plain sentences. */
  readonly rationale: string;
  readonly schema: S;
  readonly presets: readonly StrategyPreset[];
}
