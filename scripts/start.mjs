#!/usr/bin/env node
// `npm start`: installs, builds, serves the site with its samples, prints the address. PORT or --port chooses the port.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { buildSite } from './build.mjs';
import { at, bin } from './paths.mjs';
import { ensureInstalled } from './setup.mjs';

function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.once('listening', () => probe.close(() => resolve(true)));
    probe.listen(port, '127.0.0.1');
  });
}

async function choosePort() {
  const flag = process.argv.indexOf('--port');
  const wanted = flag > 0 ? process.argv[flag + 1] : process.env.PORT;
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

try {
  await ensureInstalled();
  await buildSite();
  const port = await choosePort();
  const server = spawn(
    process.execPath,
    [bin('next'), 'start', '--hostname', '127.0.0.1', '--port', String(port)],
    {
      cwd: at(),
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  server.stdout.on('data', (chunk) => {
    if (String(chunk).includes('Ready'))
      console.log(`\n  Lookback is at http://127.0.0.1:${port}\n  Ctrl C stops it.\n`);
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
  server.on('exit', (code, signal) => process.exit(signal ? 0 : (code ?? 1)));
} catch (error) {
  console.error(`\n${error.message}`);
  process.exit(1);
}
