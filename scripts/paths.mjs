// Places and small ways to run a process that the scripts share. No dependencies: it runs before anything is installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
export const at = (...parts) => join(root, ...parts);

/** Runs a command with inherited output (or captured), resolves with its exit code and what it printed. */
export function run(command, args, { capture = false, env = {}, cwd = root } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env },
      stdio: ['ignore', capture ? 'pipe' : 'inherit', capture ? 'pipe' : 'inherit'],
    });
    let output = '';
    const keep = (chunk) => {
      output += chunk;
      process.stdout.write(chunk);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** The command line of a package's own script, run by this Node: no npx wrapper that outlives its child. */
export function bin(packageName, name = packageName) {
  const manifest = JSON.parse(
    readFileSync(at('node_modules', packageName, 'package.json'), 'utf8'),
  );
  const entry = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin[name];
  return at('node_modules', packageName, entry);
}

/** SHA-256 over names and contents of files below the given places, to know whether a build is stale. */
export function digest(places) {
  const hash = createHash('sha256');
  const add = (path) => {
    if (!existsSync(at(path))) return;
    if (statSync(at(path)).isDirectory()) {
      for (const name of readdirSync(at(path)).sort()) {
        if (name !== 'node_modules' && name !== '.next') add(join(path, name));
      }
    } else {
      hash
        .update(path)
        .update('\0')
        .update(readFileSync(at(path)))
        .update('\0');
    }
  };
  for (const place of places) add(place);
  return hash.digest('hex');
}
