/** The MongoDB-wire server that specs may use, and what it is known to do otherwise than MongoDB. */
import { randomUUID } from 'node:crypto';
import { MongoClient, type Db } from 'mongodb';

/** Set by whoever runs the specs; `.ci/with-mongodb` sets it to a server that it starts. */
export const mongoUri = process.env['MONGODB_URI'];

/** A suite that needs the server: without one, each of its cases is skipped and counted. */
export const describeWithMongo = mongoUri === undefined ? describe.skip : describe;

/** An address of a database of its own. */
export function ownDatabase(uri = mongoUri ?? ''): string {
  const at = new URL(uri);
  at.pathname = `charter-${randomUUID().slice(0, 13)}`;
  return at.href;
}

export async function inDatabase<T>(uri: string, work: (db: Db) => Promise<T>): Promise<T> {
  const client = new MongoClient(uri);
  try {
    return await work(client.db());
  } finally {
    await client.close();
  }
}

export async function dropDatabase(uri: string): Promise<void> {
  await inDatabase(uri, (db) => db.dropDatabase());
}

/** What a spec may need that not every engine has. The probe gives the server's words when it lacks it. */
const probes = {
  'texts by code point': async (db: Db): Promise<string | undefined> => {
    const texts = db.collection<{ _id: string }>('texts');
    await texts.insertMany([{ _id: '\u{1F30D}' }, { _id: '\uff21' }]);
    const [first] = await texts.find({}, { sort: { _id: 1 } }).toArray();
    return first?._id === '\uff21'
      ? undefined
      : `sorts ${first?._id ?? ''} before \uff21, as UTF-16 does`;
  },
  explain: async (db: Db): Promise<string | undefined> => {
    try {
      const plan = await db.collection('plans').find({ a: 1 }).explain('queryPlanner');
      return 'queryPlanner' in plan ? undefined : `answers ${JSON.stringify(plan).slice(0, 80)}`;
    } catch (error) {
      return (error as Error).message;
    }
  },
} as const;

export type ServerFeature = keyof typeof probes;

let found: Promise<ReadonlyMap<ServerFeature, string>> | undefined;

/** Feature → the server's words, for those that it lacks. Asked once in a run. */
export function lacking(): Promise<ReadonlyMap<ServerFeature, string>> {
  found ??= probe();
  return found;
}

async function probe(): Promise<ReadonlyMap<ServerFeature, string>> {
  const uri = ownDatabase();
  try {
    return await inDatabase(uri, async (db) => {
      const words = new Map<ServerFeature, string>();
      for (const name of Object.keys(probes) as ServerFeature[]) {
        const answer = await probes[name](db);
        if (answer !== undefined) words.set(name, answer);
      }
      return words;
    });
  } finally {
    await dropDatabase(uri);
  }
}

/** Titles of cases → what they need. */
export type Needs = readonly (readonly [RegExp, ServerFeature])[];

/** Skips the cases of this suite whose need the server lacks, under its own words. */
export function skipLacking(needs: Needs): void {
  beforeEach(async function () {
    const test = this.currentTest;
    const words = await lacking();
    for (const [title, feature] of needs)
      if (test !== undefined && title.test(test.fullTitle()) && words.has(feature)) {
        test.title += ` (no ${feature}: the server ${words.get(feature) ?? ''})`;
        this.skip();
      }
  });
}
