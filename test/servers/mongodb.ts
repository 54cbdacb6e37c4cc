/** The MongoDB-wire server that specs and benchmarks may use. */
import { randomUUID } from 'node:crypto';
import { MongoClient, type Db, type Document } from 'mongodb';

/** Set by whoever runs the specs; `.ci/with-mongodb` sets it to a server that it starts. */
export const mongoUri = process.env['MONGODB_URI'];

/** An address of a database of its own, for whoever may sign in at the address that was given. */
export function ownDatabase(uri = mongoUri ?? ''): string {
  const [server = ''] = /^[^/]+\/\/[^/?]+/.exec(uri) ?? [];
  const parameters = new URLSearchParams(uri.split('?')[1]);
  if (server.includes('@') && !parameters.has('authSource'))
    parameters.set('authSource', signInAt(uri.slice(server.length)));
  return `${server}/charter-${randomUUID().slice(0, 13)}?${parameters.toString()}`;
}

/** The database that is named says who may sign in, unless another is named for that. */
const signInAt = (path: string): string => /^\/([^?]+)/.exec(path)?.[1] ?? 'admin';

export async function inDatabase<T>(uri: string, work: (db: Db) => Promise<T>): Promise<T> {
  const client = new MongoClient(uri);
  try {
    return await work(client.db());
  } finally {
    await client.close();
  }
}

/** Collection → its documents. */
export type Dump = ReadonlyMap<string, readonly Document[]>;

export const dumped = (uri: string): Promise<Dump> =>
  inDatabase(uri, async (db) => {
    const dump = new Map<string, readonly Document[]>();
    for (const { name } of await db.listCollections().toArray())
      if (!name.startsWith('system.')) dump.set(name, await db.collection(name).find().toArray());
    return dump;
  });

/** Brings a database back to what it was; indexes stay. */
export const restore = (uri: string, dump: Dump): Promise<void> =>
  inDatabase(uri, async (db) => {
    for (const { name } of await db.listCollections().toArray())
      if (!name.startsWith('system.')) await db.collection(name).deleteMany({});
    for (const [name, documents] of dump)
      if (documents.length > 0) await db.collection(name).insertMany([...documents]);
  });

export async function dropDatabase(uri: string): Promise<void> {
  await inDatabase(uri, (db) => db.dropDatabase());
}
