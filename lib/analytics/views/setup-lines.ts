import type * as z from 'zod/mini';
import type { RunConfig } from '../../backtest/run-config.schema';
import { describeFields } from '../../core/fields';
import { accountSchema, protectionSchema, sizingSchema } from '../../execution/account.schema';
import { strategyListings } from '../../strategies/catalogue.schema';
import { formatCount, formatNumber, formatPercent } from './format';
import { formatDateTime } from './format-date';
import { settingText } from './setting-text';

/** One setting of a run in words. */
export interface SetupLine {
  /** What it belongs to: `SMA cross`, `Size`, `Protection`, `Account`, `Period`. */
  readonly group: string;
  readonly label: string;
  readonly value: string;
}

/** Everything a config sets, in the order and the words of the forms. */
export function setupLines(config: RunConfig, locale?: string): SetupLine[] {
  return [
    ...strategyLines(config, locale),
    ...schemaLines('Size', sizingSchema, config.sizing, locale),
    ...schemaLines('Protection', protectionSchema, config.protection, locale),
    ...schemaLines('Account', accountSchema, config.account, locale),
    ...periodLines(config),
    ...statisticsLines(config, locale),
    ...liveLines(config, locale),
  ];
}

function strategyLines({ strategy }: RunConfig, locale: string | undefined): SetupLine[] {
  const listing = strategyListings.find(({ id }) => id === strategy.id);
  const group = listing?.label ?? strategy.id;
  const fields = listing === undefined ? [] : describeFields(listing.schema);
  const keys = new Set([...fields.map(({ key }) => key), ...Object.keys(strategy.params)]);
  return [...keys].map((key) => {
    const field = fields.find((known) => known.key === key);
    const value = strategy.params[key] ?? field?.defaultValue;
    return { group, label: field?.label ?? key, value: settingText(value, field, locale) };
  });
}

function schemaLines(
  group: string,
  schema: z.ZodMiniObject,
  values: Readonly<Record<string, unknown>>,
  locale: string | undefined,
): SetupLine[] {
  return describeFields(schema).map((field) => {
    const value = settingText(values[field.key], field, locale);
    return { group, label: field.label, value };
  });
}

function periodLines({ period }: RunConfig): SetupLine[] {
  const at = (time: number | null, otherwise: string): string =>
    time === null ? otherwise : `${formatDateTime(time, 'UTC')} UTC`;
  return [
    { group: 'Period', label: 'From', value: at(period.from, 'the first bar') },
    { group: 'Period', label: 'To', value: at(period.to, 'the last bar') },
    { group: 'Period', label: 'Out of sample from', value: at(period.split, 'no split') },
  ];
}

function statisticsLines({ statistics, seed }: RunConfig, locale: string | undefined): SetupLine[] {
  const { benchmark, basis, periodsPerYear } = statistics;
  const group = 'Statistics';
  const against =
    benchmark.kind === 'hold'
      ? 'buy and hold'
      : benchmark.kind === 'cash'
        ? `cash at ${formatPercent(benchmark.rate, 2, locale)} a year`
        : 'buy and hold of other data';
  const measured = { auto: 'per day or bar, as fits', daily: 'per day', bar: 'per bar' } as const;
  return [
    { group, label: 'Benchmark', value: against },
    { group, label: 'Returns', value: measured[basis] },
    {
      group,
      label: 'Periods a year',
      value: periodsPerYear === null ? 'inferred' : formatNumber(periodsPerYear, 1, locale),
    },
    { group, label: 'Seed', value: String(seed) },
  ];
}

/** Only a paper session has a record. */
function liveLines({ live }: RunConfig, locale: string | undefined): SetupLine[] {
  const { away, commands } = live;
  if (away.length === 0 && commands.length === 0) return [];
  const group = 'Paper session';
  return [
    { group, label: 'Stretches not there', value: formatCount(away.length, locale) },
    { group, label: 'Commands by hand', value: formatCount(commands.length, locale) },
  ];
}
