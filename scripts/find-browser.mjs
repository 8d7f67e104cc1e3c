// Finds a Chromium for the browser tests, or gets one; else says which command to run.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { bin } from './paths.mjs';

const works = (path) => path && existsSync(path) && spawnSync(path, ['--version']).status === 0;

/** Path of a working Chromium. Order: $CHROMIUM_PATH, /usr/bin/chromium, Playwright's own, apt-get as root, playwright install. */
export async function findBrowser() {
  if (process.env.CHROMIUM_PATH) {
    if (works(process.env.CHROMIUM_PATH)) return process.env.CHROMIUM_PATH;
    throw new Error(
      `CHROMIUM_PATH is ${process.env.CHROMIUM_PATH}, which does not run. Correct it or unset it.`,
    );
  }
  const system = [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ];
  const found = system.find(works);
  if (found) return found;
  const { chromium } = await import('@playwright/test');
  if (works(chromium.executablePath())) return chromium.executablePath();
  if (
    process.platform === 'linux' &&
    process.getuid?.() === 0 &&
    spawnSync('apt-get', ['--version']).status === 0
  ) {
    console.log('Installing Chromium with apt-get …');
    const apt = (...args) =>
      spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=400', '-qq', ...args], {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      });
    apt('update');
    apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core');
    if (works('/usr/bin/chromium')) return '/usr/bin/chromium';
  }
  console.log('Installing Chromium with Playwright …');
  spawnSync(process.execPath, [bin('@playwright/test', 'playwright'), 'install', 'chromium'], {
    stdio: 'inherit',
    timeout: 300_000,
  });
  if (works(chromium.executablePath())) return chromium.executablePath();
  throw new Error(
    'No Chromium for the browser tests. Run `apt-get install chromium` (or `npx playwright install chromium`), or set CHROMIUM_PATH to one.',
  );
}
