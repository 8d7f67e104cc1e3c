export { mathCos, mathExp, mathLog, mathPow, mathSin } from './math';
export { normalCdf, normalQuantile } from './normal';
