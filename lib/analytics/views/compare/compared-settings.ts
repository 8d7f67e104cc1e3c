import type * as z from 'zod/mini';
import { describeFields } from '../../../core/fields';
import { accountSchema, protectionSchema, sizingSchema } from '../../../execution/account.schema';
import { strategyListings } from '../../../strategies/catalogue.schema';
import type { RunResult } from '../../run-result';
import { formatNumber } from '../format';
import { formatDateTime } from '../format-date';
import { settingText } from '../setting-text';

/** One setting of several runs, in their order. */
export interface ComparedSetting {
  /** Where it stands in the config: `strategy.params.fast`, `data`. */
  readonly path: string;
  /** What it belongs to: `Run`, `SMA cross`, `Size`, `Protection`, `Account`. */
  readonly group: string;
  readonly label: string;
  readonly values: readonly string[];
  readonly differs: boolean;
}

type Settings = Readonly<Record<string, unknown>>;

/** Every setting of the runs; those that differ come first, otherwise in the order of the forms. */
export function comparedSettings(
  results: readonly RunResult[],
  locale?: string,
): ComparedSetting[] {
  const rows = [
    ...runSettings(results, locale),
    ...strategySettings(results, locale),
    ...fieldSettings(results, 'Size', 'sizing', sizingSchema, locale),
    ...fieldSettings(results, 'Protection', 'protection', protectionSchema, locale),
    ...fieldSettings(results, 'Account', 'account', accountSchema, locale),
  ];
  return [...rows.filter((row) => row.differs), ...rows.filter((row) => !row.differs)];
}

function row(
  path: string,
  group: string,
  label: string,
  values: readonly string[],
): ComparedSetting {
  return { path, group, label, values, differs: values.some((value) => value !== values[0]) };
}

function runSettings(results: readonly RunResult[], locale: string | undefined): ComparedSetting[] {
  const of = (path: string, label: string, text: (result: RunResult) => string): ComparedSetting =>
    row(path, 'Run', label, results.map(text));
  const at = (result: RunResult, bar: number): string =>
    formatDateTime(result.curves.time[bar]!, result.data.timeZone, result.data.intervalMs);
  const rows = [
    of('data', 'Data', ({ data }) => data.name),
    of('period.from', 'Measured from', (result) => at(result, result.period.firstBar)),
    of('period.to', 'Measured to', (result) => at(result, result.period.endBar - 1)),
    of('period.split', 'Out of sample from', (result) =>
      result.period.splitBar === null ? 'no split' : at(result, result.period.splitBar),
    ),
    of('statistics.benchmark', 'Benchmark', ({ benchmarkLabel }) => benchmarkLabel),
    of('statistics.periodsPerYear', 'Periods a year', ({ annualisation }) =>
      formatNumber(annualisation.periodsPerYear, 1, locale),
    ),
    of('seed', 'Seed', ({ config }) => String(config.seed)),
  ];
  // Data of one name may still be other data.
  const [data, ...rest] = rows;
  const fingerprints = results.map(({ data: { fingerprint } }) => fingerprint);
  const differs = fingerprints.some((print) => print !== fingerprints[0]);
  return [{ ...data!, differs }, ...rest];
}

/** Kind and parameters; parameters of other strategies have no value. */
function strategySettings(
  results: readonly RunResult[],
  locale: string | undefined,
): ComparedSetting[] {
  const ids = [...new Set(results.map(({ config }) => config.strategy.id))];
  const labelOf = (id: string): string =>
    strategyListings.find((listing) => listing.id === id)?.label ?? id;
  const rows = [
    row(
      'strategy.id',
      'Run',
      'Strategy',
      results.map(({ config }) => labelOf(config.strategy.id)),
    ),
  ];
  for (const id of ids) {
    const own = results.map(({ config }) =>
      config.strategy.id === id ? config.strategy.params : null,
    );
    const listing = strategyListings.find((known) => known.id === id);
    const fields = listing === undefined ? [] : describeFields(listing.schema);
    const keys = new Set([
      ...fields.map(({ key }) => key),
      ...own.flatMap((params) => Object.keys(params ?? {})),
    ]);
    for (const key of keys) {
      const field = fields.find((known) => known.key === key);
      rows.push(
        row(
          `strategy.params.${key}`,
          labelOf(id),
          field?.label ?? key,
          own.map((params) => settingText(params?.[key], field, locale)),
        ),
      );
    }
  }
  return rows;
}

function fieldSettings(
  results: readonly RunResult[],
  group: string,
  part: 'sizing' | 'protection' | 'account',
  schema: z.ZodMiniObject,
  locale: string | undefined,
): ComparedSetting[] {
  return describeFields(schema).map((field) =>
    row(
      `${part}.${field.key}`,
      group,
      field.label,
      results.map(({ config }) =>
        settingText((config[part] as Settings)[field.key], field, locale),
      ),
    ),
  );
}
