export { createCommands } from './application.js';
export type { Application, CommandsOptions } from './application.js';
export type { Caller, Dispatch, Done } from './dispatch.js';
export { createReactions } from './reactions/runner.js';
export { createParkedEvents, NotParkedError } from './reactions/parked.js';
export { mirrorLink } from './reactions/mirror-link.js';
export { createTimekeeper } from './timekeeper/timekeeper.js';
