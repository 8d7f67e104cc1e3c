import type {
  ImportAnswers,
  ImportFile,
  ImportInspection,
  ImportInstrument,
  ImportQuestion,
  ImportReport,
  RatesInspection,
  RepairChoices,
} from '../lib/market/import/types';
import type { DataSetInfo, DroppedRow } from '../lib/storage/data-set';
import type { RateSeriesInfo } from '../lib/storage/rate-record';

export type {
  ImportAnswers,
  ImportFile,
  ImportInspection,
  ImportInstrument,
  ImportQuestion,
  ImportReport,
  RatesInspection,
  RepairChoices,
};

/** What the files turned out to hold. */
export type InspectedFiles =
  | { readonly kind: 'bars'; readonly importId: string; readonly inspection: ImportInspection }
  | {
      readonly kind: 'rates';
      readonly importId: string;
      /** One a file. */
      readonly inspections: readonly RatesInspection[];
    };

/** One instrument of several, as its own report would have it. */
export interface InstrumentSurvey {
  readonly instrument: ImportInstrument;
  /** null where it can't be imported under these answers. */
  readonly found: {
    readonly rows: number;
    /** Bars that would be saved under the default choices. */
    readonly bars: number;
    readonly intervalMs: number;
    readonly firstTime: number;
    readonly lastTime: number;
    /** Rows in classes that are defects, and gaps. */
    readonly defects: number;
    readonly gaps: number;
  } | null;
  /** Why it can't be imported. */
  readonly problem: string | null;
}

/** Closes around the largest adjustment, before and after it. */
export interface AdjustmentPreview {
  readonly time: Float64Array;
  readonly before: Float64Array;
  readonly after: Float64Array;
  /** First bar after the largest adjustment, UTC epoch ms. */
  readonly at: number;
  /** What prices before it are multiplied by there, 0.25 for a 4-for-1 split. */
  readonly factor: number;
  readonly intervalMs: number;
}

/** Which instrument to save, and under which name. */
export interface InstrumentToSave {
  readonly instrument: string;
  readonly name: string;
}

/** What was saved, and what could not be and why. */
export interface SavedInstruments {
  readonly saved: readonly DataSetInfo[];
  readonly failed: readonly { readonly name: string; readonly problem: string }[];
}

/** What a file of rates would become. */
export interface RatesReport {
  readonly series: readonly RateSeriesInfo[];
  /** Rows that are in no series; at most 1,000 of them. */
  readonly dropped: readonly DroppedRow[];
  readonly droppedCount: number;
}

/** Files on their way into the library. The worker keeps their bytes under `importId` until they are saved or discarded. */
export interface ImportApi {
  /** First look at files or pasted text: dialect, columns, first rows, instruments, questions. */
  inspect(files: readonly ImportFile[]): Promise<InspectedFiles>;
  /** The same with more files, such as one of adjustment factors; the import goes on under the new id. */
  addFiles(importId: string, files: readonly ImportFile[]): Promise<InspectedFiles>;
  /** Full parse of one instrument with the answers given so far; bar counts and every class of fault with rows. */
  report(importId: string, answers: ImportAnswers): Promise<ImportReport>;
  /** The same for every instrument, in counts. One that can't be read says why and keeps no other from it. */
  survey(importId: string, answers: ImportAnswers): Promise<readonly InstrumentSurvey[]>;
  /** null where nothing is adjusted, or a question is open. */
  adjustmentPreview(importId: string, answers: ImportAnswers): Promise<AdjustmentPreview | null>;
  /** Saves one data set an instrument. Rejects only where none was saved. */
  save(
    importId: string,
    answers: ImportAnswers,
    repairs: RepairChoices,
    instruments: readonly InstrumentToSave[],
  ): Promise<SavedInstruments>;
  ratesReport(importId: string, answers: ImportAnswers): Promise<RatesReport>;
  /** Saves the series of these fingerprints. */
  saveRates(
    importId: string,
    answers: ImportAnswers,
    series: readonly { readonly fingerprint: string; readonly name: string }[],
  ): Promise<readonly RateSeriesInfo[]>;
  discard(importId: string): Promise<void>;
}
