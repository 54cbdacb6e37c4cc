/** Committing documents to MongoDB, beside what the bare driver does with the same records. */
import { MongoClient } from 'mongodb';
import { openMongoReadStore } from '../adapters/mongodb/index.js';
import { checkpoint, thing, things } from '../test/contracts/read-store/fixture.js';
import { dropDatabase, ownDatabase } from '../test/servers/mongodb.js';

const page = 500;

const documents = (from: number, position: number) =>
  Array.from({ length: page }, (_, index) =>
    thing(`case-${from + index}`, position, {
      title: `Broken lamp ${index} in the street`,
      state: index % 3 === 0 ? 'open' : 'closed',
      authority: `pb.amritsar.ward${index % 40}`,
      amount: index,
      dueAt: '2024-05-01T00:00:00.000Z',
      tags: ['road', `t${index % 10}`],
      cost: { total: index },
    }),
  );

/** Documents a second: each written new, then replaced once. */
async function rateOf(count: number, write: (from: number, round: number) => Promise<unknown>) {
  const started = performance.now();
  for (const round of [1, 2])
    for (let from = 0; from < count; from += page) await write(from, round);
  return (2 * count) / ((performance.now() - started) / 1000);
}

/** The adapter's commits: guarded by position, with fields, words and indexes. */
export async function commits(count: number): Promise<number> {
  const uri = ownDatabase();
  const store = await openMongoReadStore({ uri });
  try {
    await store.prepare(things, 'bench');
    await store.finish(things);
    return await rateOf(count, (from, round) =>
      store.commit({
        collection: things,
        writes: documents(from, round),
        checkpoint: checkpoint(round * count + from),
      }),
    );
  } finally {
    await store.close();
    await dropDatabase(uri);
  }
}

/** The bare driver: the documents themselves, unguarded, with the same number of indexes. */
export async function bareReplaces(count: number): Promise<number> {
  const uri = ownDatabase();
  const client = new MongoClient(uri, { writeConcern: { w: 'majority', journal: true } });
  const bare = client.db().collection<{ _id: string }>('bare');
  try {
    for (const name of ['state', 'authority', 'amount', 'tags', 'dueAt', 'title', 'position'])
      await bare.createIndex({ [name]: 1 });
    return await rateOf(count, (from, round) => {
      const replaced = documents(from, round).map(({ _id, ...replacement }) => ({
        replaceOne: { filter: { _id }, replacement, upsert: true },
      }));
      return bare.bulkWrite(replaced, { ordered: false });
    });
  } finally {
    await client.close();
    await dropDatabase(uri);
  }
}
