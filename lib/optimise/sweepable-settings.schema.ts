import type * as z from 'zod/mini';
import { describeFields, type FieldDescriptor } from '../core/fields';
import { accountSchema, protectionSchema, sizingSchema } from '../execution/account.schema';
import { strategyListing } from '../strategies/catalogue.schema';
import { axisValues } from './axis-values.schema';

/** A number of a run's config that a search may vary. */
export interface SweepableSetting {
  /** Where it stands in the config: `strategy.params.fast`. */
  readonly path: string;
  /** `Fast average`. */
  readonly label: string;
  /** What it belongs to: `SMA cross`, `Size`, `Protection`, `Account`. */
  readonly group: string;
  readonly help: string;
  readonly unit: string | null;
  /** Stored value × displayScale = shown value (0.01 shown as 1 % has 100). */
  readonly displayScale: number;
  readonly isInteger: boolean;
  readonly min: number;
  readonly max: number;
  /** Smallest sensible distance of two values. */
  readonly step: number;
  readonly defaultValue: number;
  readonly suggestedFrom: number;
  readonly suggestedTo: number;
  readonly suggestedStep: number;
  /** The setting it needs to have any effect; null where it always has one. */
  readonly requires: SettingRequirement | null;
}

/** `sizing.kind` must be `units`. */
export interface SettingRequirement {
  readonly path: string;
  readonly value: string;
  /** `Sizing: Fixed units`. */
  readonly label: string;
}

const groups = [
  { name: 'Size', prefix: 'sizing', schema: sizingSchema },
  { name: 'Protection', prefix: 'protection', schema: protectionSchema },
  { name: 'Account', prefix: 'account', schema: accountSchema },
] as const;

/** Settings that are read only while a choice is made; varied without it, every cell would be the same. */
const requirements: Readonly<
  Record<string, readonly [path: string, value: string, label: string]>
> = {
  'sizing.percent': ['sizing.kind', 'percent-of-equity', 'Sizing: % of equity'],
  'sizing.notional': ['sizing.kind', 'notional', 'Sizing: Fixed value'],
  'sizing.units': ['sizing.kind', 'units', 'Sizing: Fixed units'],
  'sizing.targetVolatility': ['sizing.kind', 'volatility-target', 'Sizing: Volatility target'],
  'sizing.volatilityLookback': ['sizing.kind', 'volatility-target', 'Sizing: Volatility target'],
  'account.slippageExponent': [
    'account.slippageModel',
    'volatility',
    'Slippage model: Grows with volatility',
  ],
  'account.fundingRate': ['account.funding', 'constant', 'Funding: Constant rate'],
};

/** How many values a suggested range has. */
const suggestedValues = 10;

/** 1, 2 or 5 times a power of ten, the one nearest to `value` by ratio. */
function roundStep(value: number): number {
  let power = 0;
  while (Number(`1e${power + 1}`) <= value) power++;
  while (Number(`1e${power}`) > value) power--;
  const lead = value / Number(`1e${power}`);
  const square = lead * lead;
  const digit = square < 2 ? 1 : square < 10 ? 2 : square < 50 ? 5 : 10;
  return Number(`${digit}e${power}`);
}

/** Distance of suggested values where the default is 0. */
function widthOf(field: FieldDescriptor, max: number): number {
  if (field.step !== undefined) return field.step;
  return field.control === 'integer' ? 5 : max >= 100 ? 1 : roundStep(max / 20);
}

function settingOf(field: FieldDescriptor, prefix: string, group: string): SweepableSetting | null {
  const { control, min, max, isOrdinal } = field;
  if (control !== 'integer' && control !== 'number') return null;
  if (isOrdinal === true || min === undefined || max === undefined) return null;
  const path = `${prefix}.${field.key}`;
  const isInteger = control === 'integer';
  const defaultValue = Number(field.defaultValue);
  // A default of next to nothing (a tolerance of 1e-9) says as little about a range as 0.
  const isTelling = Math.abs(defaultValue) >= 1e-6;
  const width = isTelling ? roundStep(Math.abs(defaultValue) / 5) : widthOf(field, max);
  const suggestedStep = isInteger
    ? Math.max(1, Math.round(width))
    : Math.max(width, field.step ?? 0);
  const finest = field.step ?? (isInteger ? 1 : Number((suggestedStep / 10).toPrecision(1)));
  const mayBeOff = prefix === 'protection' || prefix === 'account' || !isTelling;
  const startsAtZero = min === 0 && mayBeOff && prefix !== 'strategy.params';
  const suggestedFrom = startsAtZero ? 0 : Math.max(min, suggestedStep);
  const wide = suggestedFrom + (suggestedValues - 1) * suggestedStep;
  const range = { from: suggestedFrom, to: Math.min(max, wide * (1 + 1e-9)), step: suggestedStep };
  const suggestedTo = axisValues(range).at(-1)!;
  const [requiredPath, value, label] = requirements[path] ?? [];
  return {
    path,
    label: field.label,
    group,
    help: field.help,
    unit: field.unit ?? null,
    displayScale: field.displayScale ?? 1,
    isInteger,
    min,
    max,
    step: finest,
    defaultValue,
    suggestedFrom,
    suggestedTo,
    suggestedStep,
    requires:
      requiredPath === undefined ? null : { path: requiredPath, value: value!, label: label! },
  };
}

/** The money at the start scales a run and nothing else; what a venue prescribes is not for the reader to choose. */
const left: ReadonlySet<string> = new Set([
  'account.capital',
  'account.lot',
  'account.tick',
  'account.minNotional',
]);

/**
 * All numbers of a strategy's config that may be varied, the strategy's own first.
 * @throws {ConfigError} naming the strategies there are
 */
export function sweepableSettings(strategyId: string): readonly SweepableSetting[] {
  const { label, schema } = strategyListing(strategyId);
  const described = (fields: z.ZodMiniObject, prefix: string, group: string) =>
    describeFields(fields)
      .map((field) => settingOf(field, prefix, group))
      .filter((setting) => setting !== null)
      .filter((setting) => !left.has(setting.path));
  return [
    ...described(schema, 'strategy.params', label),
    ...groups.flatMap(({ name, prefix, schema: fields }) => described(fields, prefix, name)),
  ];
}
