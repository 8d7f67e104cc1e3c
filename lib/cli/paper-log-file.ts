import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { DataError } from '../core/errors';
import { type PaperEvent, type PaperJournal, paperLogVersion } from '../paper/paper-event';

/** The log of a session as a file of one JSON object a line; every append is on the disk before it resolves. */
export class PaperLogFile implements PaperJournal {
  private end: number;

  private constructor(
    private readonly handle: FileHandle,
    private readonly events: PaperEvent[],
    end: number,
  ) {
    this.end = end;
  }

  /** A new file. @throws {DataError} where there is one already */
  static async create(path: string): Promise<PaperLogFile> {
    const handle = await open(path, 'wx+').catch((cause: unknown) => {
      const there = (cause as NodeJS.ErrnoException).code === 'EEXIST';
      const why = there
        ? 'exists already. Go on with it by --resume, or choose another name; nothing is written over.'
        : "can't be written. Check the folder and its permissions.";
      throw new DataError(`${path} ${why}`, { file: basename(path) }, { cause });
    });
    return new PaperLogFile(handle, [], 0);
  }

  /**
   * A file that is there. What was being written when the program was killed, a last line without its end, is dropped.
   * @throws {DataError} for a file that can't be read or is no such log
   */
  static async resume(path: string): Promise<PaperLogFile> {
    const handle = await open(path, 'r+').catch((cause: unknown) => {
      const advice = 'Check the path and its permissions.';
      throw new DataError(`${path} can't be read. ${advice}`, { file: basename(path) }, { cause });
    });
    const bytes = await handle.readFile();
    const end = bytes.lastIndexOf(0x0a) + 1;
    const lines = bytes.subarray(0, end).toString('utf8').split('\n').slice(0, -1);
    await handle.truncate(end);
    return new PaperLogFile(handle, parsed(lines, basename(path)), end);
  }

  read(): Promise<readonly PaperEvent[]> {
    return Promise.resolve(this.events);
  }

  async append(events: readonly PaperEvent[]): Promise<void> {
    const text = Buffer.from(events.map((event) => `${JSON.stringify(event)}\n`).join(''));
    await this.handle.write(text, 0, text.length, this.end);
    await this.handle.datasync();
    this.end += text.length;
    this.events.push(...events);
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}

function parsed(lines: readonly string[], file: string): PaperEvent[] {
  const events = lines.map((line, k) => {
    try {
      return JSON.parse(line) as PaperEvent;
    } catch (cause) {
      const where = { file, row: k + 1, expected: 'a JSON object' };
      throw new DataError(`Row ${k + 1} of ${file} is no entry of a log.`, where, { cause });
    }
  });
  const first = events[0];
  if (first?.kind !== 'started') {
    throw new DataError(`${file} is not the log of a paper session.`, { file });
  }
  if (first.version !== paperLogVersion) {
    throw new DataError(
      `${file} was written by another version of the program (its logs have version ${String(first.version)}, these ${paperLogVersion}).`,
      { file },
    );
  }
  return events;
}
