// The one export list of the module. Each area lists its own exports in its index.
export * from './memory/index';
export * from './statistics/index';
export * from './indicators/index';
export * from './broker/index';
export * from './nets/index';
