/** Suites that need a MongoDB-wire server, and what that one lacks. */
import type { Db } from 'mongodb';
import { dropDatabase, inDatabase, mongoUri, ownDatabase } from './mongodb.js';

/** A suite that needs the server: without one, each of its cases is skipped and counted. */
export const describeWithMongo = mongoUri === undefined ? describe.skip : describe;

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
