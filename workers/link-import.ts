import { ConfigError } from '../lib/core/errors';
import { sha256HexLarge } from '../lib/core/hashing';
import type { JobControl } from '../lib/core/job';
import { importByRecipe, importRates, isRatesFile } from '../lib/market/import';
import type { ClaimedBars, Link } from '../lib/sharing';
import type { DataSetInfo, DataSetRecord, LookbackStore, NewDataSet } from '../lib/storage';

/** What an import for a link takes from the rest of the worker. */
interface LinkImportOptions {
  readonly store: LookbackStore;
  info(record: DataSetRecord): Promise<DataSetInfo>;
  save(set: NewDataSet): Promise<DataSetInfo>;
  /** UTC epoch ms. */
  today(): number;
}

const nothingFound = { gaps: 0, dropped: 0, warnings: 0 } as const;

/**
 * Keeps a file that a link asks for, without questions: its bars or its benchmark's by the recipe in the link, or its
 * funding rates. Bars that differ from the claimed ones are kept too: the comparison says so.
 * @returns null for rates, of which a link takes only the claimed ones
 * @throws {ConfigError} where the link needs no file, or not these rates
 */
export async function importForLink(
  link: Link,
  file: { readonly bytes: Uint8Array; readonly fileName: string },
  options: LinkImportOptions,
  control: JobControl,
): Promise<DataSetInfo | null> {
  const { store } = options;
  if (link.funding !== null && (await isRatesFile(file))) {
    const { name, fingerprint } = link.funding;
    // Epoch times need no answers; of written ones the usual reading is tried.
    const answers = { timeZone: 'UTC', dateOrder: 'ymd' } as const;
    const found = await importRates(file.bytes, file.fileName, answers, control);
    const series = found.series.find((one) => one.fingerprint === fingerprint);
    if (series === undefined) {
      throw new ConfigError(
        `${file.fileName} doesn’t hold the funding rates of this run, “${name}”.`,
        'fragment',
      );
    }
    await store.rates.save(
      { series, name, fileName: file.fileName, dropped: found.dropped.length },
      options.today(),
    );
    return null;
  }
  const wanted = await claimOf(link, file.bytes, store);
  if (wanted.source.kind !== 'file') {
    throw new ConfigError(
      `This link needs no file: it was made from ${link.dataName}.`,
      'fragment',
    );
  }
  const bars = await importByRecipe(file.bytes, file.fileName, wanted.source.recipe, control);
  const known = await store.dataSets.find(bars.fingerprint);
  if (known !== null) return options.info(known);
  return options.save({ bars, name: wanted.name, quality: nothingFound, dropped: [] });
}

/** The bars of the link a file is for: those it was the source of, else the first that are not here. */
async function claimOf(
  link: Link,
  bytes: Uint8Array,
  store: LookbackStore,
): Promise<Pick<ClaimedBars, 'name' | 'source'>> {
  const own = { name: link.dataName, source: link.source, fingerprint: link.dataFingerprint };
  if (link.benchmark === null) return own;
  const claims = [own, link.benchmark].filter(({ source }) => source.kind === 'file');
  const raw = claims.length < 2 ? null : await sha256HexLarge(bytes);
  for (const claim of claims) {
    if (claim.source.kind === 'file' && claim.source.rawSha256 === raw) return claim;
  }
  for (const claim of claims) {
    if ((await store.dataSets.find(claim.fingerprint)) === null) return claim;
  }
  return claims[0] ?? own;
}
