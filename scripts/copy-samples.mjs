import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { copyWhenChanged } from './copy-when-changed.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Sample data that come from npm packages: [package, file in it]. */
const files = [['vega-datasets', 'data/sp500-2000.csv']];

/** Copies the samples to public/samples. Returns the paths written, relative to the checkout. */
export function copySamples() {
  const require = createRequire(import.meta.url);
  return files.map(([name, file]) => {
    const folder = packageFolder(require, name);
    const target = join('public/samples', file.split('/').at(-1));
    copyWhenChanged(join(folder, file), join(root, target));
    return target;
  });
}

/** A package may hide its package.json behind `exports`: look where Node would look for the folder itself. */
export function packageFolder(require, name) {
  const folder = (require.resolve.paths(name) ?? [])
    .map((base) => join(base, name))
    .find((path) => {
      try {
        require(join(path, 'package.json'));
        return true;
      } catch {
        return false;
      }
    });
  if (folder === undefined) {
    throw new Error(`The package ${name} is not installed; run npm install in ${dirname(root)}.`);
  }
  return folder;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const path of copySamples()) console.log(`copied ${path}`);
}
