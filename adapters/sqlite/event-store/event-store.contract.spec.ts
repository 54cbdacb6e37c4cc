import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromEpochMilliseconds } from '../../../domain/kernel/instant.js';
import { eventStoreContract } from '../../../test/contracts/event-store-contract.js';
import { openSqliteEventStore } from './index.js';

const make = async () => {
  const directory = mkdtempSync(join(tmpdir(), 'charter-events-'));
  const open = () =>
    openSqliteEventStore({
      path: join(directory, 'events.db'),
      now: () => fromEpochMilliseconds(Date.now()),
    });
  let store = await open();
  return {
    store,
    reopen: async () => {
      await store.close();
      store = await open();
      return store;
    },
    openSecondWriter: open,
    dispose: async () => {
      await store.close();
      rmSync(directory, { recursive: true });
    },
  };
};

eventStoreContract('sqlite', make, { outlives: true, oneWriter: true });
