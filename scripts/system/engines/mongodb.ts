import { connect, mongoOperations, mongoReadStore } from '../../../adapters/mongodb/index.js';
import type { Engines } from './engines.js';

/** What a MongoDB server keeps: all but the log. */
export type ReadSide = Required<
  Pick<Engines, 'openModels' | 'openReadStore' | 'openOperations' | 'leases' | 'close'>
>;

/**
 * Read models, operations and leases over one connection pool.
 *
 * @param uri `MONGODB_URI`
 * @throws ReadStoreUnavailableError when no server answers
 */
export async function mongoReadSide(uri: string): Promise<ReadSide> {
  const connected = await connect({ uri });
  const operations = mongoOperations(connected);
  return {
    openModels: () => mongoReadStore(connected),
    openReadStore: () => mongoReadStore(connected),
    openOperations: () => Promise.resolve(operations),
    leases: operations.leases,
    close: () => connected.client.close(),
  };
}
