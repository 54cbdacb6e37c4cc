export { openEventStoreDb, type EventStoreDbOptions } from './event-store.js';
export type { Limits } from './limits.js';
