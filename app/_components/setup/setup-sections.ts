import { type RunConfigInput, runConfigSchema } from '../../../lib/backtest/run-config.schema';
import { parseConfig } from '../../../lib/core/parse-config';
import { withoutDefaults } from '../../../lib/core/without-defaults';

/** Sections of the panel with the settings each one holds, by their place in the config. */
export const setupSections = {
  sizeAndCosts: ['sizing', 'account.feeBps', 'account.slippageBps'],
  period: ['period'],
  benchmark: ['statistics.benchmark'],
  protection: ['protection'],
  account: ['account.capital', 'account.maxLeverage', 'account.strictCash'],
  execution: [
    'account.halfSpreadBps',
    'account.makerFeeBps',
    'account.feeFixed',
    'account.slippageModel',
    'account.slippageExponent',
    'account.participation',
  ],
  carry: [
    'account.maintenance',
    'account.borrowShort',
    'account.borrowCash',
    'account.funding',
    'account.fundingRate',
    'account.fundingSeries',
  ],
  venue: ['account.minNotional', 'account.lot', 'account.tick', 'account.fill'],
  statistics: ['statistics.periodsPerYear', 'statistics.basis', 'seed'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type SectionId = keyof typeof setupSections;

type Tree = { readonly [key: string]: unknown };

const defaults = parseConfig(runConfigSchema, { strategy: { id: 'none', params: {} } }) as Tree;

const at = (tree: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((node, key) => (node as Tree | null | undefined)?.[key], tree);

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a setting, or anything under it, is not at its default. */
export function isChanged(config: RunConfigInput, path: string): boolean {
  const keys = path.split('.');
  const [chosen, usual] = [at(config, keys), at(defaults, keys)];
  if (chosen === undefined) return false;
  return Object.keys(withoutDefaults({ chosen }, { chosen: usual })).length > 0;
}

/** The config without the settings named: those are then at their defaults. */
export function withDefaults(config: RunConfigInput, paths: readonly string[]): RunConfigInput {
  return paths.reduce<Tree>(
    (tree, path) => without(tree, path.split('.')),
    config as unknown as Tree,
  ) as unknown as RunConfigInput;
}

function without(tree: Tree, [key, ...rest]: readonly string[]): Tree {
  if (key === undefined || !(key in tree)) return tree;
  const { [key]: inner, ...others } = tree;
  if (rest.length === 0 || !isTree(inner)) return others;
  return { ...others, [key]: without(inner, rest) };
}

/** The section that holds the setting an error names; null where none does. */
export function sectionOfField(field: string | null): SectionId | null {
  if (field === null) return null;
  const holds = (path: string): boolean =>
    field === path || field.startsWith(`${path}.`) || path.startsWith(`${field}.`);
  const ids = Object.keys(setupSections) as SectionId[];
  return ids.find((id) => setupSections[id].some(holds)) ?? null;
}
