import { exportRatesCsv } from '../lib/market/export-csv';
import type { LookbackStore, RateSeriesInfo, RateSeriesRecord } from '../lib/storage';
import type { RateApi, RatePoints } from './data.api';
import { givenName } from './given-name';
import { moving, type Served } from './serve';

/** The part of the data API that is about rate series. */
export function rateLibrary(
  opened: () => Promise<LookbackStore>,
  today: () => number,
): Served<RateApi> {
  return {
    async listRates() {
      return (await (await opened()).rates.list()).map(rateInfo);
    },
    async ratePoints(fingerprint, most): Promise<RatePoints> {
      const { time, rate, length } = await (await opened()).rates.load(fingerprint);
      const each = Math.max(1, Math.ceil(length / Math.max(1, most)));
      const count = Math.ceil(length / each);
      const points = {
        time: new Float64Array(count),
        rate: new Float64Array(count),
        chargesPerPoint: each,
      };
      for (let p = 0; p < count; p++) {
        const to = Math.min(length, (p + 1) * each);
        let sum = 0;
        for (let i = p * each; i < to; i++) sum += rate[i]!;
        points.time[p] = time[p * each]!;
        points.rate[p] = sum / (to - p * each);
      }
      return points;
    },
    async exportRates(fingerprint) {
      const csv = exportRatesCsv(await (await opened()).rates.load(fingerprint));
      return moving(csv, [csv.buffer]);
    },
    async renameRates(fingerprint, name) {
      await (await opened()).rates.rename(fingerprint, givenName(name));
    },
    async removeRates(fingerprint) {
      await (await opened()).rates.remove(fingerprint, today());
    },
    async restoreRates(fingerprint) {
      await (await opened()).rates.restore(fingerprint);
    },
  };
}

/** A kept series as a list shows it. */
export function rateInfo(record: RateSeriesRecord): RateSeriesInfo {
  const { removedAt: _, ...shown } = record;
  return shown;
}
