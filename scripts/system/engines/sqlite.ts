import {
  openSqliteEventReader,
  openSqliteEventStore,
} from '../../../adapters/sqlite/event-store/index.js';
import { openOperations } from '../../../adapters/sqlite/operations/operations.js';
import { openReaders, openReadStore } from '../../../adapters/sqlite/read-store/index.js';
import type { Engines, SqliteChoice } from './engines.js';

/** Files of a data folder: one process writes, any number on the same machine read. */
export const sqliteEngines = ({
  events,
  readModels,
  operations,
  queryMilliseconds,
}: SqliteChoice): Engines => ({
  openLog: async (now) => {
    const store = await openSqliteEventStore({ path: events, now });
    return {
      store,
      health: () => Promise.resolve(store.trouble() ?? 'ok'),
    };
  },
  openReader: () => attempt(() => openSqliteEventReader(events)),
  openModels: async () => {
    // Makes the file when it is missing, so that readers find one.
    await openReadStore(readModels).close();
    return openReaders(readModels, {
      ...(queryMilliseconds !== undefined && { timeoutMilliseconds: queryMilliseconds }),
    });
  },
  openReadStore: () => attempt(() => openReadStore(readModels)),
  openOperations: () =>
    attempt(() => {
      const { checkpoints, parking, close } = openOperations(operations);
      return { checkpoints, parking, close: () => attempt(close) };
    }),
  close: () => Promise.resolve(),
});

/** What is done at once, with what it throws as a rejection. */
const attempt = <T>(open: () => T): Promise<T> =>
  new Promise((resolve) => {
    resolve(open());
  });
