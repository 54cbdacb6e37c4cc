import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aggregateCases } from '../../../../test/contracts/read-store/aggregates.js';
import { bucketCases } from '../../../../test/contracts/read-store/buckets.js';
import { filterCases } from '../../../../test/contracts/read-store/filters.js';
import type { MadeReadStore } from '../../../../test/contracts/read-store/fixture.js';
import { refusalCases } from '../../../../test/contracts/read-store/refusals.js';
import { sortingCases } from '../../../../test/contracts/read-store/sorting.js';
import { textCases } from '../../../../test/contracts/read-store/text.js';
import { contractSuite } from '../../../../test/contracts/contract-suite.js';
import { openReaders, openReadStore } from '../index.js';

async function makeStore(): Promise<MadeReadStore> {
  const directory = mkdtempSync(join(tmpdir(), 'charter-readers-'));
  const path = join(directory, 'read.db');
  const store = openReadStore(path);
  const readers = openReaders(path);
  // Writes go the one way, queries the other.
  const collection: typeof store.collection = (definition) => readers.collection(definition);
  Object.assign(store, { collection, versions: readers.versions.bind(readers) });
  return Promise.resolve({
    store,
    another: () => Promise.resolve(openReadStore(path)),
    dispose: async () => {
      await readers.close();
      await store.close();
      rmSync(directory, { recursive: true });
    },
  });
}

contractSuite('read store', 'sqlite readers', () => {
  filterCases(makeStore);
  sortingCases(makeStore);
  textCases(makeStore);
  aggregateCases(makeStore);
  bucketCases(makeStore);
  refusalCases(makeStore);
});
