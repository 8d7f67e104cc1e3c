import { ConfigError } from '../core/errors';
import type { Sha256Hex } from '../core/nominal';
import type { Bars } from '../market/bars';
import { dataFingerprints, type ExtraData, usedExtraData } from './extra-data';
import { ConfigResolver, type ResolvedConfig } from './resolve-config';
import { type ResolvedLive, resolveLive } from './resolve-live';
import type { RunConfig, RunConfigInput } from './run-config.schema';
import { RunNames } from './run-identity';
import { barsBefore, type RunPeriod, resolvePeriod } from './run-period';
import { withItsModel } from './strategy-model';

/** A config on its data, before anything is run. */
export interface UnnamedRun extends ResolvedConfig {
  /** Those before the end of the period. */
  readonly bars: Bars;
  readonly period: RunPeriod;
  /** Absences and commands, where the run is that of a paper session. */
  readonly live: ResolvedLive;
  /** What the config uses of the data given besides. */
  readonly extra: ExtraData;
}

export interface ResolvedRun extends UnnamedRun {
  readonly runId: Sha256Hex;
}

/** @throws {ConfigError} for a config that can't be run, or not on these data */
export function resolveRun(data: Bars, input: RunConfigInput, given: ExtraData = {}): ResolvedRun {
  return new RunResolver(data, given).resolve(input);
}

/** {@link resolveRun} of one config after another on the same data; what they have in common is done once. */
export class RunResolver {
  private readonly configs = new ConfigResolver();
  private readonly names = new RunNames();
  private part: (Pick<UnnamedRun, 'bars' | 'period'> & { given: RunConfig['period'] }) | null =
    null;
  private live: { readonly given: RunConfig['live']; readonly resolved: ResolvedLive } | null =
    null;

  constructor(
    private readonly data: Bars,
    private readonly given: ExtraData,
  ) {}

  /** @param input not changed as long as this is used @throws {ConfigError} as {@link resolveRun} */
  resolve(input: RunConfigInput): ResolvedRun {
    const run = this.unnamed(input);
    return { ...run, runId: this.names.idOf(this.fingerprints(run), run.config) };
  }

  /** {@link resolve} without working out its name. */
  unnamed(input: RunConfigInput): UnnamedRun {
    const { data, given } = this;
    const { config, strategy: prepared } = this.configs.resolve(input);
    const { bars, period } = this.within(config.period);
    if (config.account.participation > 0 && !bars.volume.some((volume) => volume > 0)) {
      throw new ConfigError(
        'A volume cap needs volumes, and these data have none: every order would wait for ever. Set it to 0.',
        'account.participation',
      );
    }
    const extra = usedExtraData(config, given);
    const strategy = withItsModel(prepared, extra.model, data.intervalMs);
    return { config, strategy, bars, period, live: this.liveOf(config, bars, period), extra };
  }

  /** Writes the 32 bytes of a run's name. */
  putIdOf(run: UnnamedRun, runId: Uint8Array): void {
    this.names.putIdOf(this.fingerprints(run), run.config, runId);
  }

  private fingerprints({ extra }: UnnamedRun): readonly Sha256Hex[] {
    return dataFingerprints(this.data, extra);
  }

  private within(given: RunConfig['period']): Pick<UnnamedRun, 'bars' | 'period'> {
    if (this.part?.given === given) return this.part;
    const period = resolvePeriod(this.data, given);
    this.part = { given, period, bars: barsBefore(this.data, period.endBar) };
    this.live = null;
    return this.part;
  }

  private liveOf({ live: given }: RunConfig, bars: Bars, { firstBar }: RunPeriod): ResolvedLive {
    if (this.live?.given !== given) {
      this.live = { given, resolved: resolveLive(bars, given, firstBar) };
    }
    return this.live.resolved;
  }
}
