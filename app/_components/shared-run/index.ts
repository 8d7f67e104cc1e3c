export { SharedRun } from './shared-run';
