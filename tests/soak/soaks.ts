import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type * as fc from 'fast-check';
import { buildRunResult } from '../../lib/analytics/build-run-result';
import { runBacktest } from '../../lib/backtest/run-backtest';
import { indicatorCatalogue } from '../../lib/indicators/catalogue';
import { initialiseKernels } from '../../lib/kernels/runtime';
import { encodeLink } from '../../lib/sharing';
import { bothPathsProperty } from '../reference/both-paths';
import { sameLedgerProperty } from '../reference/compare-brokers';
import { chunksProperty } from '../reference/indicator-chunks';
import { linkDecoding } from '../reference/link-decoding';
import {
  damagedFileProperty,
  mutatedFileProperty,
  noisyFileProperty,
} from '../reference/mutated-file';
import { paperKilledProperty } from '../reference/paper-killed';
import { paperStreamProperty } from '../reference/paper-stream';
import { paperVenueProperty } from '../reference/paper-venue-faults';
import { anySeedProperty } from '../reference/property-tests';
import { walkBars } from '../support/bars';

/** One statement of a soak, held on random cases. */
export interface SoakPart {
  readonly name: string;
  /** Cases tried before the next part has its turn. */
  readonly batch: number;
  readonly property: fc.IRawProperty<unknown>;
}

export interface Soak {
  /** What holds, as the report states it. */
  readonly claim: string;
  parts(): Promise<readonly SoakPart[]>;
}

const part = (name: string, batch: number, property: unknown): SoakPart => ({
  name,
  batch,
  property: property as fc.IRawProperty<unknown>,
});

async function loadModule(): Promise<void> {
  const file = new URL('../../public/wasm/lookback.wasm', import.meta.url);
  await initialiseKernels(readFileSync(fileURLToPath(file)));
}

/** The long forms of tests, by the name `npm run soak` takes. They share the tests' generators. */
export const soaks: Readonly<Record<string, Soak>> = {
  broker: {
    claim: 'The broker keeps the ledger of the slow reference broker on random order programs.',
    parts: async () => {
      await loadModule();
      return [
        part('programs of up to 40 bars', 2000, sameLedgerProperty(40)),
        part('programs of up to 400 bars', 100, sameLedgerProperty(400)),
      ];
    },
  },
  properties: {
    claim: 'Every property test passes, whatever seed its cases are drawn from.',
    parts: async () => [part('all property tests under a seed', 1, anySeedProperty())],
  },
  kernels: {
    claim: 'Every indicator computed in any chunks has the bits of computing at once.',
    parts: async () => {
      await loadModule();
      return indicatorCatalogue.map((it) => part(it.id, 10, chunksProperty(it)));
    },
  },
  links: {
    claim: 'Any text given to the decoder of links is a link or a named error.',
    parts: async () => {
      await loadModule();
      const run = await runBacktest(await walkBars(700, 11), {
        strategy: { id: 'sma-cross', params: {} },
      });
      const { fragment } = encodeLink(run, buildRunResult(run, { trialSharpes: [] }));
      return linkDecoding.map(({ name, property }) => part(name, 2000, property(fragment)));
    },
  },
  import: {
    claim: 'A damaged file is refused or reported, and never puts a number into a wrong column.',
    parts: async () => [
      part('mutated cells, rows and columns', 500, mutatedFileProperty()),
      part('random bytes in between', 500, noisyFileProperty()),
      part('packed files cut short or with a bit changed', 200, damagedFileProperty()),
    ],
  },
  backtest: {
    claim: 'A backtest by columns and one bar by bar have the same ledger, equity and identity.',
    parts: async () => {
      await loadModule();
      return [
        part('160 bars', 200, bothPathsProperty(160)),
        part('3000 bars', 20, bothPathsProperty(3000)),
      ];
    },
  },
  paper: {
    claim:
      'A paper session loses and doubles no bar over faults and kills, stands as before when it is recovered, and its replay has its ledger.',
    parts: async () => {
      await loadModule();
      return [
        part('logs of 200 bars, recovered and replayed', 200, paperStreamProperty(200)),
        part('logs of 5,000 bars, recovered and replayed', 4, paperStreamProperty(5000)),
        part('400 bars on a bad line, killed ten times', 20, paperKilledProperty(400)),
        part('3,000 bars on a venue with every fault', 1, paperVenueProperty(3000)),
      ];
    },
  },
};
