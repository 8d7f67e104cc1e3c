import { parentPort } from 'node:worker_threads';
import { serveSweep } from './sweep-thread';

const port = parentPort;
if (port === null) throw new Error('This file runs as a thread of the sweep command.');
serveSweep({
  send: (message) => port.postMessage(message),
  listen: (listener) => void port.on('message', listener),
});
