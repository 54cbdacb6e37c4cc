import {
  connect,
  mongoOperations,
  mongoReadStore,
  type MongoOptions,
} from '../../../adapters/mongodb/index.js';
import type { Engines } from './engines.js';

/** What a MongoDB server keeps: all but the log. */
export type ReadSide = Required<
  Pick<Engines, 'openModels' | 'openReadStore' | 'openOperations' | 'leases' | 'close'>
>;

/**
 * Read models, operations and leases over one connection pool.
 *
 * @throws ReadStoreUnavailableError when no server answers
 */
export async function mongoReadSide(options: MongoOptions): Promise<ReadSide> {
  const connected = await connect(options);
  const operations = mongoOperations(connected);
  return {
    openModels: () => mongoReadStore(connected),
    openReadStore: () => mongoReadStore(connected),
    openOperations: () => Promise.resolve(operations),
    leases: operations.leases,
    close: () => connected.client.close(),
  };
}
