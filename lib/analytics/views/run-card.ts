import { intervalLabel } from '../../market/interval';
import type { Annualisation, RunResult } from '../run-result';
import { exchangeText } from './exchange-text';
import { formatCount, formatHash, formatNumber } from './format';
import { formatDateTime, formatZone } from './format-date';

export interface RunCardRow {
  readonly label: string;
  readonly value: string;
  /** Complete text to copy where the value is shortened: hashes. */
  readonly full: string | null;
  /** Hashes and config are set in a fixed-width face. */
  readonly fixedWidth: boolean;
}

export interface RunCardGroup {
  readonly title: string;
  readonly rows: readonly RunCardRow[];
}

/** Everything needed to get the same run again, and to tell whether it is the same. */
export function runCard(result: RunResult, locale?: string): RunCardGroup[] {
  const { data, identity, config } = result;
  const at = (time: number): string => formatDateTime(time, data.timeZone, data.intervalMs);
  return [
    {
      title: 'Data',
      rows: [
        plain('Name', data.name),
        plain('Bars', `${formatCount(data.bars, locale)} of ${intervalLabel(data.intervalMs)}`),
        plain('From', at(data.firstTime)),
        plain('To', at(data.lastTime)),
        plain('Time zone', formatZone(data.timeZone)),
        plain('Prices in', data.quoteCurrency),
        hash('Fingerprint', data.fingerprint),
        ...(data.source.kind === 'file'
          ? [plain('File', data.source.fileName), hash('File SHA-256', data.source.rawSha256)]
          : []),
        ...(data.source.kind === 'exchange' ? [plain('Exchange', exchangeText(data.source))] : []),
      ],
    },
    {
      title: 'Setup',
      rows: [
        plain('Strategy', config.strategy.id),
        ...settings(config.strategy.params, ''),
        ...settings(config.sizing, 'sizing.'),
        ...settings(config.protection, 'protection.'),
        ...settings(config.account, 'account.'),
        ...periodRows(result, at),
        plain('Benchmark', result.benchmarkLabel),
        plain('Seed', String(config.seed)),
        plain('Annualisation', annualisationText(result.annualisation, locale)),
      ],
    },
    {
      title: 'Identity',
      rows: [
        hash('Run', identity.runId),
        hash('Ledger', identity.ledgerHash),
        hash('Equity', identity.equityHash),
        plain('Engine', identity.engineVersion),
        plain('Rules version', String(identity.semanticsVersion)),
        hash('Module', identity.wasmSha256),
      ],
    },
  ];
}

/** The limits that were chosen; those that were not are as far as the data go. */
function periodRows(result: RunResult, at: (time: number) => string): RunCardRow[] {
  const { from, to, split } = result.config.period;
  const chosen: readonly (readonly [string, number | null])[] = [
    ['Measured from', from],
    ['Left out from', to],
    ['Out of sample from', split],
  ];
  return chosen.flatMap(([label, time]) => (time === null ? [] : [plain(label, at(time))]));
}

/** `×252, inferred, daily returns`. */
export function annualisationText(annualisation: Annualisation, locale?: string): string {
  const { periodsPerYear, how, basis } = annualisation;
  const times = formatNumber(periodsPerYear, Number.isInteger(periodsPerYear) ? 0 : 1, locale);
  return `×${times}, ${how}, ${basis === 'daily' ? 'daily returns' : 'returns per bar'}`;
}

const plain = (label: string, value: string): RunCardRow => ({
  label,
  value,
  full: null,
  fixedWidth: false,
});

const hash = (label: string, value: string): RunCardRow => ({
  label,
  value: formatHash(value),
  full: value,
  fixedWidth: true,
});

const fingerprint = /^[0-9a-f]{64}$/;

/** Settings exactly as they are stored and hashed; fingerprints of other data shortened. */
function settings(group: Readonly<Record<string, unknown>>, prefix: string): RunCardRow[] {
  return Object.entries(group).map(([key, value]) => {
    const label = `${prefix}${key}`;
    const text = String(value);
    return fingerprint.test(text)
      ? hash(label, text)
      : { label, value: text, full: null, fixedWidth: true };
  });
}
