/** One connection pool to a MongoDB-wire server: a lone mongod, a replica set, DocumentDB or FerretDB. */
import { MongoClient, type Db } from 'mongodb';
import { guarded } from './faults.js';

export interface MongoOptions {
  /** `mongodb://…`; the database is its path, `charter` when it has none. */
  readonly uri: string;
  /** After which a query is given up with `query.timeout`; 10,000 by default. */
  readonly queryMilliseconds?: number;
  /** After which a write is given up; what it wrote is harmless to write again. 30,000 by default. */
  readonly writeMilliseconds?: number;
  /** After which a server that can not be reached is given up; 3,000 by default. */
  readonly connectMilliseconds?: number;
}

export interface Limits {
  readonly query: number;
  readonly write: number;
}

export interface Connected {
  readonly client: MongoClient;
  readonly db: Db;
  readonly limits: Limits;
}

const defaultDatabase = 'charter';

/** @throws ReadStoreUnavailableError when no server answers; RangeError for an address that is none */
export async function connect(options: MongoOptions): Promise<Connected> {
  const { queryMilliseconds = 10_000, writeMilliseconds = 30_000 } = options;
  const limits = { query: queryMilliseconds, write: writeMilliseconds };
  const client = clientOf(options);
  // Acknowledged means durable, whatever the address says: on a lone server the majority is that server.
  const db = client.db(databaseOf(options.uri), {
    writeConcern: { w: 'majority', journal: true, wtimeoutMS: limits.write },
  });
  try {
    await guarded('write', limits.write, () => db.command({ ping: 1 }));
  } catch (error) {
    await client.close();
    throw error;
  }
  return { client, db, limits };
}

/** The path of the address; there may be several hosts before it, so that it is no URL. */
function databaseOf(uri: string): string {
  const [, path] = /^mongodb(?:\+srv)?:\/\/[^/?]+\/([^?]+)/.exec(uri) ?? [];
  return path === undefined ? defaultDatabase : decodeURIComponent(path);
}

function clientOf({ uri, connectMilliseconds = 3_000 }: MongoOptions): MongoClient {
  try {
    return new MongoClient(uri, {
      appName: 'charter',
      serverSelectionTimeoutMS: connectMilliseconds,
      connectTimeoutMS: connectMilliseconds,
      // Who waited for a position must see it: a secondary may be behind the checkpoint that was read.
      readPreference: 'primary',
      ignoreUndefined: true,
    });
  } catch (error) {
    // Whatever it says may repeat the address, and that may hold a password.
    throw new RangeError('MongoDB: the address is not valid; mongodb://host:port/database is', {
      cause: (error as Error).name,
    });
  }
}
