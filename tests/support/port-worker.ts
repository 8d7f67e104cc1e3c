import * as Comlink from 'comlink';
import type { ServedWorker } from '../../workers/bridge';

/** A worker that is a message port in this thread; comlink can't tell the difference. */
export interface PortWorker {
  readonly worker: Worker;
  terminated: boolean;
  fail(message: string): void;
}

export function portWorker(served: ServedWorker): PortWorker {
  const channel = new MessageChannel();
  Comlink.expose(served, channel.port1);
  const listeners: ((event: { message: string }) => void)[] = [];
  const made = {
    terminated: false,
    fail(message: string) {
      for (const listener of listeners) listener({ message });
    },
    worker: {
      postMessage: (message: unknown, transfer: Transferable[]) =>
        channel.port2.postMessage(message, transfer),
      addEventListener: (type: string, listener: never) => {
        if (type === 'error') listeners.push(listener);
        else {
          channel.port2.addEventListener(type, listener);
          channel.port2.start();
        }
      },
      removeEventListener: (type: string, listener: never) =>
        channel.port2.removeEventListener(type, listener),
      terminate: () => {
        made.terminated = true;
        channel.port1.close();
      },
    } as unknown as Worker,
  };
  return made;
}
