import type {
  Collection,
  CollectionDefinition,
  Document,
  ReadModels,
  VersionState,
} from '../../../../projections/read-store.js';
import { QueriedCollection, type Queries } from '../collection.js';
import { startProcess, startThread } from './hosts.js';
import { ReaderPool } from './pool.js';

export interface ReadersOptions {
  /** Threads that answer pages, counts and look-ups; 2 by default. */
  readonly threads?: number;
  /** After which a query is given up with `query.timeout`; 10,000 by default. */
  readonly timeoutMilliseconds?: number;
}

const maxWaitingPages = 1_000;
const maxWaitingAggregates = 32;

/**
 * Reads a read store without holding up the caller: pages in threads, aggregates in a process of their own that is
 * ended when one takes too long. Any number of processes may do so beside the one that writes.
 *
 * @param path of a file that exists once the first query is asked
 */
export function openReaders(path: string, options: ReadersOptions = {}): ReadModels {
  const { threads = 2, timeoutMilliseconds = 10_000 } = options;
  const common = { path, timeoutMilliseconds };
  const pages = new ReaderPool({
    ...common,
    start: startThread,
    size: threads,
    queue: maxWaitingPages,
  });
  const aggregates = new ReaderPool({
    ...common,
    start: startProcess,
    size: 1,
    queue: maxWaitingAggregates,
  });
  const queries: Queries = {
    getMany: (of, ids) => pages.ask({ operation: 'getMany', of, input: [ids] }),
    find: (of, input) => pages.ask({ operation: 'find', of, input: [input] }),
    count: (of, filter, cap) => pages.ask({ operation: 'count', of, input: [filter, cap] }),
    aggregate: (of, query) => aggregates.ask({ operation: 'aggregate', of, input: [query] }),
  };
  return {
    versions: (projection) =>
      pages.ask<readonly VersionState[]>({ operation: 'versions', input: [projection] }),
    collection: <D extends Document>(definition: CollectionDefinition): Collection<D> =>
      new QueriedCollection<D>(definition, queries),
    close: async () => {
      await Promise.all([pages.close(), aggregates.close()]);
    },
  };
}
