import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { DataError } from '../core/errors';
import type { CommandIo } from './command-io';
import type { SweepThread } from './sweep-thread';

/** This process's own streams and files. @param root folder that holds `public/` */
export function nodeIo(root: string, signal: { readonly aborted: boolean }): CommandIo {
  const read = async (path: string, advice: string): Promise<Uint8Array> => {
    try {
      return await readFile(path);
    } catch (cause) {
      throw new DataError(`${path} can't be read. ${advice}`, { file: basename(path) }, { cause });
    }
  };
  return {
    write: (text) => process.stdout.write(text),
    writeError: (text) => process.stderr.write(text),
    isTerminal: process.stderr.isTTY === true,
    readFile: (path) => read(path, 'Check the path and its permissions.'),
    writeFile: async (path, bytes) => {
      try {
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, bytes, { flag: 'wx' });
      } catch (cause) {
        const there = (cause as NodeJS.ErrnoException).code === 'EEXIST';
        const why = there
          ? 'exists already. Choose another name; nothing is written over.'
          : "can't be written. Check the folder and its permissions.";
        throw new DataError(`${path} ${why}`, { file: basename(path) }, { cause });
      }
    },
    readModule: () => read(join(root, 'public/wasm/lookback.wasm'), 'Run `npm run build:wasm`.'),
    readSample: (name) => read(join(root, 'public/samples', name), 'Run `npm run build`.'),
    cores: availableParallelism(),
    startSweepThread: () => sweepThread(join(root, 'build/cli/sweep-thread.mjs')),
    signal,
  };
}

/** @param file the bundled entry of a thread */
function sweepThread(file: string): SweepThread {
  const worker = new Worker(file);
  return {
    send: (message) => worker.postMessage(message),
    listen: (listener) => void worker.on('message', listener),
    onFailure(listener) {
      worker.once('error', (error) => listener(`A thread broke down: ${error.message}.`));
    },
    end: () => void worker.terminate(),
  };
}
