import * as fc from 'fast-check';

/** The seed of every property test, so that a run of the tests tries the same cases each time. */
const usualSeed = 20_260_101;

/** Tests take another seed from here: `npm run soak -- properties` tries many. */
export const seedVariable = 'LOOKBACK_TEST_SEED';

const given = process.env[seedVariable];
const seed = given === undefined ? usualSeed : Number(given);
if (!Number.isInteger(seed)) throw new Error(`${seedVariable} takes an integer, not “${given}”.`);

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
