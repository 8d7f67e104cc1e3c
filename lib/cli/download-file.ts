import { appendFile, readFile, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { decodeBase64Url, toBase64Url } from '../core/base64url';
import { DataError } from '../core/errors';
import type {
  DownloadPage,
  DownloadRecord,
  DownloadStore,
} from '../market/exchange/download-store';

/**
 * One download in a file of its own, a line for each answer of the exchange: a command that was interrupted goes on from
 * the last whole line.
 */
export class DownloadFile implements DownloadStore {
  private record: DownloadRecord | null = null;
  private readonly kept: DownloadPage[] = [];

  constructor(readonly path: string) {}

  /** Reads what is there. @returns whether there is a download */
  async open(): Promise<boolean> {
    let text: string;
    try {
      text = await readFile(this.path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
      throw this.unusable('can’t be read', error);
    }
    const lines = text.split('\n');
    // What follows the last end of a line was being written when the command was killed.
    for (const line of lines.slice(0, -1)) this.take(line);
    if (this.record === null) throw this.unusable('holds no download');
    return true;
  }

  async list(): Promise<readonly DownloadRecord[]> {
    return this.record === null ? [] : [this.record];
  }

  async find(id: string): Promise<DownloadRecord | null> {
    return this.record?.id === id ? this.record : null;
  }

  async keep(record: DownloadRecord, page: DownloadPage | null): Promise<void> {
    const rows = page === null ? null : toBase64Url(new Uint8Array(page.rows.slice().buffer));
    try {
      await appendFile(this.path, `${JSON.stringify({ record, rows })}\n`);
    } catch (error) {
      throw this.unusable('can’t be written', error);
    }
    this.record = record;
    if (page !== null) this.kept.push(page);
  }

  async pages(): Promise<readonly DownloadPage[]> {
    return this.kept;
  }

  async discard(): Promise<void> {
    await rm(this.path, { force: true });
    this.record = null;
    this.kept.length = 0;
  }

  private take(line: string): void {
    let rows: Uint8Array | null = null;
    try {
      const read = JSON.parse(line) as { record: DownloadRecord; rows: string | null };
      if (read.rows !== null) {
        rows = decodeBase64Url(read.rows).bytes;
        if (rows === null || rows.length % 48 !== 0) throw new Error('No whole bars.');
      }
      this.record = read.record;
    } catch (error) {
      throw this.unusable('was altered', error);
    }
    if (rows === null) return;
    const download = this.record.id;
    const values = new Float64Array(rows.slice().buffer);
    this.kept.push({ download, page: this.kept.length, rows: values });
  }

  private unusable(what: string, cause?: unknown): DataError {
    return new DataError(
      `${this.path} ${what}. Delete it to download from the beginning.`,
      { file: basename(this.path) },
      { cause },
    );
  }
}
