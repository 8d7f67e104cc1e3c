import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { RunConfigInput } from '../../../lib/backtest/run-config.schema';
import { createJobControl } from '../../../lib/core/job';
import { exportCsv } from '../../../lib/market/export-csv';
import { openStore } from '../../../lib/storage';
import type { DataRef, VerificationStep } from '../../../workers/backtest.api';
import { createBacktestService } from '../../../workers/backtest-service';
import { createDataService } from '../../../workers/data-service';
import type { ExchangeAccess } from '../../../workers/exchange-access';
import type { ServedControl } from '../../../workers/serve';
import { walkBars } from '../../support/bars';
import { loadKernels } from '../../support/sessions';

export const sample: DataRef = { kind: 'sample', id: 'sp500' };
export const config: RunConfigInput = {
  strategy: { id: 'sma-cross', params: { fast: 20, slow: 100 } },
};

export const sampleFile = async (file: string): Promise<Uint8Array> =>
  new Uint8Array(readFileSync(new URL(`../../../public/samples/${file}`, import.meta.url)));

export function controlled(steps: VerificationStep[] = []): ServedControl<VerificationStep> {
  const job = createJobControl(
    { aborted: false },
    () => undefined,
    async () => undefined,
  );
  return { ...job, step: (step) => steps.push(step) };
}

const noExchanges = (): never => {
  throw new Error('No test here reaches an exchange.');
};

/** Both workers of one browser, without threads. */
export function browser(
  source = { indexedDB: new IDBFactory(), IDBKeyRange },
  exchanges: () => Promise<ExchangeAccess> = noExchanges,
) {
  let time = 1_700_000_000_000;
  const opening = openStore({ source });
  const stored = async (fingerprint: string) => {
    const { store } = await opening;
    const record = await store.dataSets.find(fingerprint);
    return record === null
      ? null
      : { name: record.name, bars: await store.dataSets.loadBars(fingerprint) };
  };
  const now = () => performance.now();
  const today = () => time++;
  const backtest = createBacktestService({
    loadKernels,
    opening,
    exchanges,
    now,
    today,
    sources: {
      sampleFile,
      stored,
      storedName: async (fingerprint) =>
        (await (await opening).store.dataSets.find(fingerprint))?.name ?? null,
      storedRates: async (fingerprint) => {
        const { rates } = (await opening).store;
        return (await rates.find(fingerprint)) === null ? null : rates.load(fingerprint);
      },
      storedModel: async (hash) => {
        const { models } = (await opening).store;
        return (await models.find(hash)) === null ? null : models.load(hash);
      },
    },
  });
  const { api: data, holdsImports } = createDataService({
    loadKernels,
    sampleFile,
    opening,
    exchanges,
    now,
    today,
    estimate: async () => ({ usedBytes: 1, quotaBytes: 2, persistent: null }),
  });
  const wait = (ms: number): void => {
    time += ms;
  };
  return { backtest, data, holdsImports, source, opening, wait };
}

export async function importWalk(to: ReturnType<typeof browser>, seed = 5, name = 'Walk') {
  const csv = gzipSync(exportCsv(await walkBars(600, seed)));
  const files = [{ bytes: new Uint8Array(csv), fileName: 'walk.csv.gz' }];
  const inspected = await to.data.inspect(files, controlled());
  if (inspected.kind !== 'bars') throw new Error('The walk was taken for rates.');
  const { importId, inspection } = inspected;
  const answers = { timeZone: 'UTC', dateOrder: 'ymd' as const };
  const report = await to.data.report(importId, answers, controlled());
  const toSave = [{ instrument: inspection.instruments[0]!.id, name }];
  const { saved } = await to.data.save(importId, answers, {}, toSave, controlled());
  const info = saved[0]!;
  return { csv: new Uint8Array(csv), inspection, report, info };
}
