import { countText } from '../lib/core/count-text';
import { CancelledError, ConfigError, DataError } from '../lib/core/errors';
import type { JobControl } from '../lib/core/job';
import {
  type DroppedRow,
  type ImportAnswers,
  type ImportFile,
  type ImportReport,
  ImportSession,
  importRates,
  inspectRates,
  type PriceAdjustment,
  type RatesInspection,
} from '../lib/market/import';
import {
  type DataSetInfo,
  describeRates,
  type LookbackStore,
  type NewDataSet,
  type NewRateSeries,
} from '../lib/storage';
import { adjustedKind, adjustmentPreviewOf } from './adjustment-preview';
import { foundIn } from './found-in';
import { givenName } from './given-name';
import type { ImportApi, InspectedFiles, InstrumentSurvey, RatesReport } from './import.api';
import { rateInfo } from './rate-library';
import { moving, type Served } from './serve';

/** What the desk takes from the rest of the worker. */
export interface ImportDeskOptions {
  opened(): Promise<LookbackStore>;
  save(set: NewDataSet, savedAt: number): Promise<DataSetInfo>;
  /** Monotonic milliseconds. */
  now(): number;
  /** UTC epoch ms. */
  today(): number;
}

type OpenImport =
  | { readonly files: readonly ImportFile[]; readonly session: ImportSession }
  | { readonly files: readonly ImportFile[]; readonly session: null };

const mostDroppedShown = 1000;

/** Files on their way in, from the first look to the library. */
export function importDesk({ opened, save, now, today }: ImportDeskOptions): {
  readonly api: Served<ImportApi>;
  holdsImports(): boolean;
} {
  const open = new Map<string, OpenImport>();
  let rateImports = 0;

  const openImport = (importId: string): OpenImport => {
    const found = open.get(importId);
    if (found === undefined) {
      throw new ConfigError('This import is no longer open. Choose the files again.', 'importId');
    }
    return found;
  };
  const session = (importId: string): ImportSession => {
    const found = openImport(importId).session;
    if (found === null) throw new ConfigError('This import holds rates, not bars.', 'importId');
    return found;
  };

  const inspect = async (
    files: readonly ImportFile[],
    control: JobControl,
  ): Promise<InspectedFiles> => {
    try {
      const begun = await ImportSession.openAll(files, control, { clock: now });
      const { importId } = begun.inspection;
      open.set(importId, { files, session: begun });
      return { kind: 'bars', importId, inspection: begun.inspection };
    } catch (asBars) {
      if (asBars instanceof CancelledError) throw asBars;
      const inspections = await ratesOf(files);
      const withRates = files.filter((_, i) => inspections[i] !== null);
      // What is neither is told as what most files are.
      if (withRates.length === 0) throw asBars;
      if (withRates.length < files.length) {
        const names = withRates.map((file) => file.fileName).join(', ');
        throw new ConfigError(
          `${names} ${withRates.length === 1 ? 'holds' : 'hold'} rates and the other files don't. Import rates and bars one after the other.`,
          'files',
        );
      }
      const importId = `rates-${++rateImports}`;
      open.set(importId, { files, session: null });
      return { kind: 'rates', importId, inspections: inspections.filter((it) => it !== null) };
    }
  };

  const readRates = async (importId: string, answers: ImportAnswers, control: JobControl) => {
    const { files } = openImport(importId);
    const series: NewRateSeries[] = [];
    const dropped: DroppedRow[] = [];
    for (const { bytes, fileName } of files) {
      const found = await importRates(bytes, fileName, answers, control);
      for (const row of found.dropped) dropped.push(row);
      for (const one of found.series) {
        const out = found.series.length === 1 ? found.dropped.length : 0;
        series.push({ series: one, name: one.name, fileName, dropped: out });
      }
      await control.checkpoint();
    }
    return { series: withoutTwins(series), dropped };
  };

  const api: Served<ImportApi> = {
    inspect,
    async addFiles(importId, files, control) {
      const all = [...openImport(importId).files, ...files];
      const inspected = await inspect(all, control);
      if (inspected.importId !== importId) open.delete(importId);
      return inspected;
    },
    report: async (importId, answers, control) => session(importId).report(answers, control),
    async survey(importId, answers, control) {
      const from = session(importId);
      const { instruments } = from.inspection;
      const surveys: InstrumentSurvey[] = [];
      for (const [k, instrument] of instruments.entries()) {
        const inner = partOf(control, k, instruments.length, `Checking ${instrument.symbol}`);
        try {
          const report = await from.report({ ...answers, instrument: instrument.id }, inner);
          surveys.push({ instrument, found: inCounts(report), problem: null });
        } catch (error) {
          if (!(error instanceof DataError || error instanceof ConfigError)) throw error;
          surveys.push({ instrument, found: null, problem: error.message });
        }
        await control.checkpoint();
      }
      return surveys;
    },
    async adjustmentPreview(importId, answers, control) {
      const from = session(importId);
      const question = from.inspection.questions.find((it) => it.id === 'adjustment');
      const kind = question === undefined ? null : adjustedKind(question, answers);
      if (kind === null) return null;
      const barsUnder = async (adjustment: PriceAdjustment) =>
        (await from.finish({ ...answers, adjustment }, {}, 'preview', control)).bars;
      try {
        const preview = adjustmentPreviewOf(await barsUnder('raw'), await barsUnder(kind));
        if (preview === null) return null;
        const { time, before, after } = preview;
        return moving(preview, [time.buffer, before.buffer, after.buffer]);
      } catch (error) {
        // What stands in the way is told by the report.
        if (error instanceof DataError || error instanceof ConfigError) return null;
        throw error;
      }
    },
    async save(importId, answers, repairs, instruments, control) {
      const from = session(importId);
      const savedAt = today();
      const saved: DataSetInfo[] = [];
      const failed: { name: string; problem: string }[] = [];
      for (const [k, { instrument, name }] of instruments.entries()) {
        const label = instruments.length === 1 ? 'Reading rows' : `Saving ${name}`;
        const inner = partOf(control, k, instruments.length, label);
        try {
          const title = givenName(name);
          const made = await from.finish({ ...answers, instrument }, repairs, title, inner);
          const { bars, dropped, report } = made;
          const twin = saved.find((set) => set.fingerprint === bars.fingerprint);
          if (twin !== undefined) {
            failed.push({ name, problem: `Its bars are those of ${twin.name}, saved once.` });
            continue;
          }
          const quality = foundIn(report.faults, dropped.length);
          saved.push(await save({ bars, name: title, quality, dropped }, savedAt));
        } catch (error) {
          if (instruments.length === 1) throw error;
          if (error instanceof CancelledError && saved.length > 0) {
            const left = instruments.length - saved.length - failed.length;
            failed.push({ name: `${left} more`, problem: 'Cancelled before they were saved.' });
            return { saved, failed };
          }
          if (!(error instanceof DataError || error instanceof ConfigError)) throw error;
          failed.push({ name, problem: error.message });
        }
      }
      const first = failed[0];
      if (saved.length === 0 && first !== undefined) {
        throw new DataError(
          `None of ${countText(instruments.length)} instruments could be saved. ${first.name}: ${first.problem}`,
        );
      }
      if (failed.length === 0) open.delete(importId);
      return { saved, failed };
    },
    async ratesReport(importId, answers, control): Promise<RatesReport> {
      const { series, dropped } = await readRates(importId, answers, control);
      return {
        series: series.map((made) => rateInfo(describeRates(made, today()))),
        dropped: dropped.slice(0, mostDroppedShown),
        droppedCount: dropped.length,
      };
    },
    async saveRates(importId, answers, chosen, control) {
      const { series } = await readRates(importId, answers, control);
      const store = await opened();
      const savedAt = today();
      const saved = [];
      for (const { fingerprint, name } of chosen) {
        const made = series.find((one) => one.series.fingerprint === fingerprint);
        if (made === undefined) {
          throw new ConfigError('These rates are not in the import. Check it again.', 'series');
        }
        saved.push(rateInfo(await store.rates.save({ ...made, name: givenName(name) }, savedAt)));
      }
      open.delete(importId);
      return saved;
    },
    async discard(importId) {
      open.delete(importId);
    },
  };
  return { api, holdsImports: () => open.size > 0 };
}

/** What each file holds as rates; null for one that holds none. */
function ratesOf(files: readonly ImportFile[]): Promise<readonly (RatesInspection | null)[]> {
  return Promise.all(
    files.map(({ bytes, fileName }) =>
      inspectRates(bytes, fileName).catch((error: unknown) => {
        if (error instanceof DataError || error instanceof ConfigError) return null;
        throw error;
      }),
    ),
  );
}

/** Equal rates are one series, whatever they are rates of: it has the names of all. */
function withoutTwins(all: readonly NewRateSeries[]): readonly NewRateSeries[] {
  const kept = new Map<string, NewRateSeries>();
  for (const made of all) {
    const twin = kept.get(made.series.fingerprint);
    const name = twin === undefined ? made.name : `${twin.name}, ${made.name}`.slice(0, 200);
    kept.set(made.series.fingerprint, { ...(twin ?? made), name });
  }
  return [...kept.values()];
}

/** The control of part `k` of `n` equal parts, reporting on the whole. */
function partOf(control: JobControl, k: number, n: number, label: string): JobControl {
  if (n === 1) return control;
  return {
    checkpoint: () => control.checkpoint(),
    report: ({ done, total }) =>
      control.report({ done: k + Math.min(1, done / Math.max(1, total)), total: n, label }),
  };
}

function inCounts(report: ImportReport): NonNullable<InstrumentSurvey['found']> {
  const { rows, bars, intervalMs, firstTime, lastTime } = report;
  let defects = 0;
  let gaps = 0;
  for (const { fault, count, isDefect } of report.faults) {
    if (fault === 'gap') gaps += count;
    else if (isDefect) defects += count;
  }
  return { rows, bars, intervalMs, firstTime, lastTime, defects, gaps };
}
