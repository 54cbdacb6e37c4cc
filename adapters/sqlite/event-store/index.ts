export { openSqliteEventReader } from './event-reader.js';
export {
  openSqliteEventStore,
  type SqliteEventStore,
  type SqliteEventStoreOptions,
} from './event-store.js';
export type { WriterStatistics } from './writer-client.js';
