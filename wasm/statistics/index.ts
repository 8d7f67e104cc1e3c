export { deepestDecline } from './decline';
export { mathCos, mathExp, mathLog, mathPow, mathSin } from './math';
export { normalCdf, normalQuantile } from './normal';
