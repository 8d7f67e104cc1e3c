#!/usr/bin/env node
// `npm start`: installs, builds, serves the site with its samples, prints the address. PORT or --port chooses the port.
import { spawn } from 'node:child_process';
import { buildSite } from './build.mjs';
import { choosePort } from './choose-port.mjs';
import { at, bin } from './paths.mjs';
import { ensureInstalled } from './setup.mjs';

try {
  await ensureInstalled();
  await buildSite();
  const port = await choosePort(process.argv, process.env.PORT);
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
