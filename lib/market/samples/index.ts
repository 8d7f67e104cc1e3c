export { findSample, type Sample, sampleFromBytes, samples } from './samples';
