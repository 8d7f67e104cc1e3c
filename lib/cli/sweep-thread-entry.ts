import { parentPort } from 'node:worker_threads';
import { serveSweep } from './sweep-thread';

// Errors leave this thread by name and sentence. A refused cell is one of them, and writing down where it came from, which
// nobody reads, takes as long as a tenth of a cell.
Error.stackTraceLimit = 0;

const port = parentPort;
if (port === null) throw new Error('This file runs as a thread of the sweep command.');
serveSweep({
  send: (message) => port.postMessage(message),
  listen: (listener) => void port.on('message', listener),
});
