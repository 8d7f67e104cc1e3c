import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { MessageChannel } from 'node:worker_threads';
import type { CommandIo } from '../../lib/cli/command-io';
import { main } from '../../lib/cli/main';
import { type SweepThread, serveSweep } from '../../lib/cli/sweep-thread';
import { DataError } from '../../lib/core/errors';

const publicFile = (path: string) =>
  fileURLToPath(new URL(`../../public/${path}`, import.meta.url));
const sampleFile = fileURLToPath(
  new URL('../../node_modules/vega-datasets/data/sp500-2000.csv', import.meta.url),
);

export interface CliRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Files the command wrote, as text. */
  readonly written: Readonly<Record<string, string>>;
  /** The same files as bytes. */
  readonly writtenBytes: Readonly<Record<string, Uint8Array>>;
}

/** Runs a command line in this process, with files from memory. */
export async function lookback(
  args: readonly string[],
  files: Readonly<Record<string, string | Uint8Array>> = {},
  signal: { readonly aborted: boolean } = { aborted: false },
): Promise<CliRun> {
  let out = '';
  let err = '';
  const written: Record<string, string> = {};
  const writtenBytes: Record<string, Uint8Array> = {};
  const io: CommandIo = {
    write: (text) => {
      out += text;
    },
    writeError: (text) => {
      err += text;
    },
    isTerminal: false,
    readFile: async (path) => {
      const content = files[path];
      if (content === undefined) throw new DataError(`${path} can't be read.`, { file: path });
      return typeof content === 'string' ? new TextEncoder().encode(content) : content;
    },
    writeFile: async (path, bytes) => {
      if (path in files) throw new DataError(`${path} exists already.`, { file: path });
      written[path] = new TextDecoder().decode(bytes);
      writtenBytes[path] = bytes;
    },
    readModule: () => readFile(publicFile('wasm/lookback.wasm')),
    readSample: () => readFile(sampleFile),
    cores: 2,
    startSweepThread: threadInProcess,
    signal,
  };
  const code = await main(args, io);
  return { code, out, err, written, writtenBytes };
}

/** What a thread does, in this process; messages are copied as between threads. */
export function threadInProcess(): SweepThread {
  const { port1, port2 } = new MessageChannel();
  serveSweep({
    send: (message) => port1.postMessage(message),
    listen: (listener) => void port1.on('message', listener),
  });
  return {
    send: (message) => port2.postMessage(message),
    listen: (listener) => void port2.on('message', listener),
    onFailure: () => undefined,
    end: () => port2.close(),
  };
}
