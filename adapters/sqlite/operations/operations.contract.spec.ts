import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { operationsContract } from '../../../test/contracts/operations/operations-contract.js';
import { openOperations } from './operations.js';

operationsContract('sqlite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'charter-operations-'));
  return Promise.resolve({
    open: () => Promise.resolve(openOperations(join(folder, 'operations.sqlite'))),
    dispose: () => rm(folder, { recursive: true }),
  });
});
