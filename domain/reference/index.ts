export * from './commands.js';
export * from './decider.js';
export * from './events.js';
export * from './reference-view.js';
export * from './state.js';
export * from './values.js';
export type * from './view.js';
