import type {
  AdjustmentPreview,
  ImportAnswers,
  ImportInspection,
  ImportInstrument,
  ImportReport,
  InspectedFiles,
  InstrumentSurvey,
  JobProgress,
  RatesInspection,
  RatesReport,
  RepairChoices,
} from '../../../workers/data.client';

export type ImportPhase = 'idle' | 'reading' | 'checking' | 'ready' | 'saving' | 'failed';

/** One import on its way, whatever the files hold. */
export interface ImportState {
  readonly phase: ImportPhase;
  /** The file's name, or how many there are. */
  readonly title: string;
  readonly importId: string | null;
  readonly inspection: ImportInspection | null;
  readonly rates: readonly RatesInspection[] | null;
  /** Of every instrument, where there are several. */
  readonly surveys: readonly InstrumentSurvey[] | null;
  /** Ids of the instruments, or fingerprints of the rates, that are to be saved. */
  readonly chosen: ReadonlySet<string>;
  /** Id of the instrument whose report is shown. */
  readonly focus: string | null;
  readonly report: ImportReport | null;
  readonly ratesReport: RatesReport | null;
  readonly preview: AdjustmentPreview | null;
  readonly answers: ImportAnswers;
  readonly repairs: RepairChoices;
  /** Name of the only data set; several keep the names of their instruments. */
  readonly name: string;
  readonly progress: JobProgress | null;
  readonly error: Error | null;
}

export const noImport: ImportState = {
  phase: 'idle',
  title: '',
  importId: null,
  inspection: null,
  rates: null,
  surveys: null,
  chosen: new Set(),
  focus: null,
  report: null,
  ratesReport: null,
  preview: null,
  answers: {},
  repairs: {},
  name: '',
  progress: null,
  error: null,
};

/** `prices.csv`, `prices.csv and 2 more`. */
export function filesTitle(files: readonly { readonly name: string }[]): string {
  const first = files[0]?.name ?? '';
  return files.length > 1 ? `${first} and ${files.length - 1} more` : first;
}

/** What the first look says, with everything to be saved chosen. */
export function afterInspection(inspected: InspectedFiles): Partial<ImportState> {
  const { importId } = inspected;
  if (inspected.kind === 'rates') {
    return { importId, rates: inspected.inspections, inspection: null };
  }
  const { inspection } = inspected;
  const { instruments } = inspection;
  return {
    importId,
    inspection,
    rates: null,
    chosen: new Set(instruments.map((it) => it.id)),
    focus: instruments[0]?.id ?? null,
    name: inspection.suggestedName,
  };
}

export const isSeveral = (inspection: ImportInspection | null): boolean =>
  (inspection?.instruments.length ?? 0) > 1;

/** Names for data sets of one import: an instrument that occurs twice is told apart by its file. */
export function dataSetNames(
  instruments: readonly ImportInstrument[],
): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  for (const { name } of instruments) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Map(
    instruments.map((it) => [
      it.id,
      counts.get(it.name) === 1 ? it.name : `${it.name}, ${it.member ?? it.fileName}`,
    ]),
  );
}
