import type { DataRef, DataSources, LookbackStore, RunRecord, StoredRun } from '../lib/storage';

/** Whether all data of a run are here. */
type IsPresent = (record: RunRecord) => Promise<boolean>;

/** Whether all data of a run can still be had: samples and synthetic markets always can. */
export async function presentData(store: LookbackStore, sources: DataSources): Promise<IsPresent> {
  const stored = new Set((await store.dataSets.list()).map((set) => set.fingerprint));
  const rates = new Set((await store.rates.list()).map((series) => series.fingerprint));
  const isHere = async (ref: DataRef): Promise<boolean> => {
    if (ref.kind !== 'stored' || stored.has(ref.fingerprint)) return true;
    return !store.kept && (await sources.storedName(ref.fingerprint)) !== null;
  };
  return async ({ data, config }) => {
    const { benchmark } = config.statistics ?? {};
    const { funding, fundingSeries } = config.account;
    if (!(await isHere(data))) return false;
    if (benchmark?.kind === 'data' && !(await isHere(benchmark.data))) return false;
    if (funding !== 'series' || fundingSeries === null || rates.has(fundingSeries)) return true;
    return !store.kept && ((await sources.storedRates?.(fundingSeries)) ?? null) !== null;
  };
}

/** A kept run as the list shows it. */
export async function listedRun(record: RunRecord, isPresent: IsPresent): Promise<StoredRun> {
  return {
    runId: record.runId,
    name: record.name,
    title: record.title,
    dataName: record.dataName,
    dataFingerprint: record.dataFingerprint,
    data: record.data,
    config: record.config,
    dataPresent: await isPresent(record),
    savedAt: record.savedAt,
    figures: record.figures,
    ledgerHash: record.identity.ledgerHash,
  };
}
