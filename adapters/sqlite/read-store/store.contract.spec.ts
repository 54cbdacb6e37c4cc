import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  readStoreContract,
  type MadeReadStore,
} from '../../../test/contracts/read-store-contract.js';
import { openReadStore } from './store.js';

async function makeStore(): Promise<MadeReadStore> {
  const directory = mkdtempSync(join(tmpdir(), 'charter-read-'));
  const path = join(directory, 'read.db');
  const opened = [openReadStore(path)];
  return Promise.resolve({
    store: opened[0]!,
    another: () => {
      const other = openReadStore(path);
      opened.push(other);
      return Promise.resolve(other);
    },
    dispose: async () => {
      await Promise.all(opened.map((store) => store.close()));
      rmSync(directory, { recursive: true });
    },
  });
}

readStoreContract('sqlite', makeStore);
