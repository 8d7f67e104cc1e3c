import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium } from '@playwright/test';
import { at } from '../../scripts/paths.mjs';
import type { TrainingProbe } from './training-probe';

type Asked<K extends keyof TrainingProbe> = Awaited<ReturnType<TrainingProbe[K]>>;

/** A page of its own that trains, in a browser with WebGPU on a software adapter. */
export interface TrainingPage {
  ask<K extends keyof TrainingProbe>(
    method: K,
    ...args: Parameters<TrainingProbe[K]>
  ): Promise<Asked<K>>;
  /** Everything the page wrote to its console, errors included. */
  readonly console: readonly string[];
  close(): Promise<void>;
}

const flags = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
];

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript',
  wasm: 'application/wasm',
};

async function bundled(): Promise<Uint8Array> {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [at('tests/support/training-probe.ts')],
    bundle: true,
    // As the site is served: some builds of TensorFlow.js break when they are made small.
    minify: true,
    write: false,
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    logLevel: 'error',
  });
  return outputFiles[0]!.contents;
}

/** Bundles the trainer, serves it and opens it. */
export async function openTrainingPage(): Promise<TrainingPage> {
  const script = await bundled();
  const server = createServer(async (request, response) => {
    const path = request.url ?? '/';
    const file = /^\/(tfwasm|wasm)\/[\w.-]+\.wasm$/.test(path) ? at(`public${path}`) : null;
    if (path === '/') {
      response.setHeader('Content-Type', 'text/html');
      response.end(
        '<!doctype html><title>Training</title><script type="module" src="/probe.js"></script>',
      );
    } else if (path === '/probe.js') {
      response.setHeader('Content-Type', types.js!);
      response.end(script);
    } else if (file !== null) {
      response.setHeader('Content-Type', types.wasm!);
      response.end(await readFile(file));
    } else {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser: Browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: flags,
  });
  const page = await browser.newPage();
  const lines: string[] = [];
  page.on('console', (message) => lines.push(message.text()));
  page.on('pageerror', (error) => lines.push(error.message));
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.waitForFunction(() => 'probe' in globalThis);
  return {
    ask: (method, ...args) =>
      page.evaluate(
        ({ name, given }) =>
          (
            globalThis as unknown as {
              probe: Record<string, (...all: unknown[]) => Promise<never>>;
            }
          ).probe[name]!(...given),
        { name: method as string, given: args as unknown[] },
      ),
    console: lines,
    async close() {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
