import { Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** Hosts this process dialled while the test ran. Only this machine is let through. */
export function outgoing(): Set<string> {
  const dialled = new Set<string>();
  const { connect } = Socket.prototype;
  Socket.prototype.connect = function (this: Socket, ...args: unknown[]) {
    const host = hostOf(args);
    dialled.add(host);
    if (host === '127.0.0.1' || host === 'localhost') {
      return (connect as (...rest: unknown[]) => Socket).apply(this, args);
    }
    process.nextTick(() =>
      this.destroy(Object.assign(new Error('no way out of a test'), { code: 'ECONNREFUSED' })),
    );
    return this;
  } as typeof connect;
  onTestFinished(() => {
    Socket.prototype.connect = connect;
  });
  return dialled;
}

function hostOf(args: unknown[]): string {
  // Node hands its own normalised list on as one argument.
  const [first, second] = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
  if (typeof first === 'object' && first !== null) {
    const { host, path } = first as { host?: unknown; path?: unknown };
    return String(host ?? path ?? 'localhost');
  }
  return typeof second === 'string' ? second : 'localhost';
}
