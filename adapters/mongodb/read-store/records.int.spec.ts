import { expect } from 'chai';
import fc from 'fast-check';
import type { Document, ReadStore } from '../../../projections/read-store.js';
import {
  at,
  checkpoint,
  put,
  ready,
  thing,
  things,
  type Thing,
} from '../../../test/contracts/read-store/fixture.js';
import { describeWithMongo, skipLacking } from '../../../test/servers/mongodb-suite.js';
import { dropDatabase, inDatabase, ownDatabase } from '../../../test/servers/mongodb.js';
import { openReadStore } from '../../sqlite/read-store/index.js';
import { connect } from '../client.js';
import { openMongoReadStore } from './store.js';

const oddKeys = ['a.b', '$set', '$', '_bsontype', '__proto__', '', '0', 'पथ', '🌍', 'a\0b', 'id'];
const oddValues: readonly unknown[] = [-0, 1e21, 2 ** 53, 0.1, 'half \ud800', 'nul \0', null, [[]]];

const odd = fc.letrec<{ value: unknown; object: object }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(...oddValues),
    fc.string(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('object'),
  ),
  object: fc.dictionary(fc.oneof(fc.constantFrom(...oddKeys), fc.string()), tie('value'), {
    maxKeys: 4,
  }),
}));

const deep = (levels: number): unknown => (levels === 0 ? 'down' : { below: deep(levels - 1) });

describeWithMongo('records in MongoDB', () => {
  let uri: string;
  let store: ReadStore;
  const opened: ReadStore[] = [];
  const open = async () => {
    const other = await openMongoReadStore({ uri });
    opened.push(other);
    return other;
  };

  beforeEach(async () => {
    uri = ownDatabase();
    store = await open();
    await ready(store);
  });
  afterEach(async () => {
    for (const each of opened.splice(0)) await each.close();
    await dropDatabase(uri);
  });

  it('give back any document as SQLite does, to the letter', async () => {
    const sqlite = openReadStore(':memory:');
    await ready(sqlite);
    let position = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(tieOf(odd), { minLength: 1, maxLength: 8 }), async (bodies) => {
        const writes = bodies.map((body, index): Document => ({
          _id: `d${index}`,
          position: at(++position),
          ...{ body },
        }));
        for (const each of [store, sqlite])
          await each.commit({ collection: things, writes, checkpoint: checkpoint(position) });
        const ids = writes.map(({ _id }) => _id);
        const texts = async (from: ReadStore) =>
          [...(await from.stored(things, ids))].sort().map((each) => JSON.stringify(each));
        expect(await texts(store)).to.deep.equal(await texts(sqlite));
        const found = await store.collection(things).getMany(ids);
        expect([...found.values()].sort(byId)).to.deep.equal(
          [...(await sqlite.collection(things).getMany(ids)).values()].sort(byId),
        );
      }),
      { numRuns: 60 },
    );
    await sqlite.close();
  });

  it('give back a document deeper than a server allows', async () => {
    const document = { ...thing('a', 1), body: deep(150) } as Thing;
    await put(store, [document]);
    expect(await store.collection(things).get('a')).to.deep.equal(document);
  });

  it('hold the newest of many writes of a new document that race', async () => {
    const stores = [store, await open(), await open()];
    const order = Array.from({ length: 50 }, (_, index) => ((index * 29) % 50) + 1);
    await Promise.all(
      order.map((position, index) => {
        const writes = [thing('a', position), thing(`own${position}`, position)];
        return stores[index % 3]!.commit({ collection: things, writes });
      }),
    );
    expect(await store.collection(things).get('a')).to.deep.equal(thing('a', 50));
    expect((await store.collection(things).count({ all: [] })).value).to.equal(51);
  });

  it('are asked to be durable, whatever the address says', async () => {
    const { client, db } = await connect({ uri: `${uri}&w=1&journal=false` });
    await client.close();
    expect(db.writeConcern).to.include({ w: 'majority', journal: true });
    expect(db.readPreference.mode).to.equal('primary');
  });

  it('lie in a collection of their version, with what queries look at beside the document', async () => {
    await put(store, [
      thing('a', 1, {
        title: 'Broken lamp',
        dueAt: '2024-05-01T00:00:00.000Z',
        tags: ['x', 'x', 'y'],
        place: { area: 'n.1' },
        sums: { 'late-fee': 2, 'a.b': 3, note: 'x' },
      }),
    ]);
    const record = await inDatabase(uri, (db) => db.collection('things.v1.g1').findOne({}));
    expect(record).to.deep.include({
      _id: 'a',
      position: at(1),
      deleted: false,
      fields: { title: 'Broken lamp', dueAt: 1714521600000, tags: ['x', 'y'], 'place:area': 'n.1' },
      measures: { sums: { 'late-fee': 2 } },
      words: ['broken', 'lamp'],
    });
  });

  it('are indexed under names of their version once they are loaded, not before', async () => {
    const next = { ...things, version: 2, generation: 3 };
    const names = () =>
      inDatabase(uri, async (db) => {
        const indexes = await db.collection('things.v2.g3').indexes();
        return indexes.map(({ name }) => name).sort();
      });
    await store.prepare(next, 'code-1');
    await put(store, [thing('a', 1)], next);
    expect(await names()).to.deep.equal(['_id_']);
    await store.finish(next);
    expect(await names()).to.deep.equal([
      '_id_',
      'things.v2.g3 fields.amount',
      'things.v2.g3 fields.authority',
      'things.v2.g3 fields.parties:person',
      'things.v2.g3 fields.state fields.dueAt',
      'things.v2.g3 fields.tags',
      'things.v2.g3 parkedAt',
      'things.v2.g3 words',
    ]);
  });

  describe('are found', () => {
    skipLacking([[/by an index/, 'explain']]);

    it('by an index: filter, order, search, without sorting', async () => {
      await put(
        store,
        Array.from({ length: 500 }, (_, index) => thing(`d${index}`, index + 1, { amount: index })),
      );
      const plan = await inDatabase(uri, (db) =>
        db
          .collection('things.v1.g1')
          .find({ deleted: false, $and: [{ 'fields.amount': { $gt: 490 } }] })
          .sort({ 'fields.amount': 1, _id: 1 })
          .explain('queryPlanner'),
      );
      const text = JSON.stringify(plan);
      expect(text).to.include('things.v1.g1 fields.amount');
      expect(text).to.not.include('"SORT"');
    });
  });
});

const tieOf = <T>(arbitraries: { readonly value: fc.Arbitrary<T> }): fc.Arbitrary<T> =>
  arbitraries.value;
const byId = (a: Document, b: Document): number => (a._id < b._id ? -1 : 1);
