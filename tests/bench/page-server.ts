import { type ChildProcess, spawn } from 'node:child_process';
import { type Browser, chromium } from '@playwright/test';
import { choosePort } from '../../scripts/choose-port.mjs';
import { at, bin } from '../../scripts/paths.mjs';

/** The built site as `npm start` serves it, and a browser to open it in. */
export interface PageServer {
  readonly address: string;
  readonly browser: Browser;
  close(): Promise<void>;
}

const untilReady = (server: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    server.stdout?.on('data', (chunk) => {
      if (String(chunk).includes('Ready')) resolve();
    });
    server.once('exit', (code) => reject(new Error(`The site could not be served (${code}).`)));
  });

/** Serves the last production build; `npm run bench` makes one where it is stale. */
export async function servePages(): Promise<PageServer> {
  const port = await choosePort([], process.env.PORT);
  const server = spawn(
    process.execPath,
    [bin('next'), 'start', '--hostname', '127.0.0.1', '--port', String(port)],
    {
      cwd: at(),
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  await untilReady(server);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--no-first-run', '--disable-background-networking'],
  });
  return {
    address: `http://127.0.0.1:${port}`,
    browser,
    async close() {
      await browser.close();
      server.kill('SIGTERM');
    },
  };
}
