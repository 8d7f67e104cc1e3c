// Which port `npm start` serves at.
import { createServer } from 'node:net';

function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.once('listening', () => probe.close(() => resolve(true)));
    probe.listen(port, '127.0.0.1');
  });
}

/**
 * The port to serve at: what `--port` or the environment asks for, else the first free one from 3000 to 3019.
 * Throws where the asked for one is no port or is taken.
 */
export async function choosePort(args, fromEnvironment) {
  const flag = args.indexOf('--port');
  const wanted = flag > 0 ? (args[flag + 1] ?? '') : fromEnvironment;
  if (wanted !== undefined) {
    const port = Number(wanted);
    if (!Number.isInteger(port) || port < 1 || port > 65535)
      throw new Error(`“${wanted}” is not a port; use a number from 1 to 65535.`);
    if (!(await isFree(port)))
      throw new Error(
        `Port ${port} is taken. Stop what uses it, or choose another: npm start -- --port 4000`,
      );
    return port;
  }
  for (let port = 3000; port < 3020; port++) if (await isFree(port)) return port;
  throw new Error('Ports 3000 to 3019 are all taken. Choose another: npm start -- --port 4000');
}
