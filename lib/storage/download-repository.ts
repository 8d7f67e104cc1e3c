import { type DownloadStore, latestBegunFirst } from '../market/exchange/download-store';
import type { LookbackDatabase } from './database';
import { guarded } from './storage-error';

/** Downloads that are under way, in IndexedDB. */
export function createDownloadRepository(database: LookbackDatabase): DownloadStore {
  const { downloads, downloadPages } = database;
  const pagesOf = (id: string) =>
    downloadPages.where('[download+page]').between([id, 0], [id, Number.POSITIVE_INFINITY]);
  return {
    list: () => guarded(async () => (await downloads.toArray()).sort(latestBegunFirst)),
    find: (id) => guarded(async () => (await downloads.get(id)) ?? null),
    keep: (record, page) =>
      guarded(() =>
        database.transaction('rw', downloads, downloadPages, async () => {
          if (page !== null) await downloadPages.put(page);
          await downloads.put(record);
        }),
      ),
    pages: (id) => guarded(() => pagesOf(id).toArray()),
    discard: (id) =>
      guarded(() =>
        database.transaction('rw', downloads, downloadPages, async () => {
          await pagesOf(id).delete();
          await downloads.delete(id);
        }),
      ),
  };
}
