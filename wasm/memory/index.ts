export { allocate, allocated } from './heap';
