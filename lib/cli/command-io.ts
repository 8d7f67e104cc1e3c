import type { SweepThread } from './sweep-thread';

/** The world as a command sees it; a test hands in its own. */
export interface CommandIo {
  /** Standard output: results. */
  write(text: string): void;
  /** Standard error: progress and errors. */
  writeError(text: string): void;
  /** Whether standard error is a terminal that can redraw a line. */
  readonly isTerminal: boolean;
  /** @throws {DataError} when there is no such file */
  readFile(path: string): Promise<Uint8Array>;
  /** Never over a file that is there. @throws {DataError} when it can't be written */
  writeFile(path: string, bytes: Uint8Array): Promise<void>;
  /** Bytes of the WebAssembly module. */
  readModule(): Promise<Uint8Array>;
  /** Bytes of a bundled sample file by its name. */
  readSample(fileName: string): Promise<Uint8Array>;
  /** Threads that can run at the same time. */
  readonly cores: number;
  /** A thread of its own that runs cells of a sweep. */
  startSweepThread(): SweepThread;
  /** Set once the user interrupted. */
  readonly signal: { readonly aborted: boolean };
}
