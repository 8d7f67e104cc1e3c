export { mathCos, mathExp, mathLog, mathPow, mathSin } from './math';
