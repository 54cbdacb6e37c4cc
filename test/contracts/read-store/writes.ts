import { expect } from 'chai';
import { everything } from '../../../projections/query/filter.js';
import {
  all,
  at,
  checkpoint,
  freshStore,
  put,
  ready,
  rejection,
  thing,
  things,
  tombstone,
  type MakeReadStore,
  type Thing,
} from './fixture.js';

export function writeCases(makeStore: MakeReadStore): void {
  for (const mode of ['loading', 'ready'] as const)
    describe(`writing to a ${mode} version`, () => {
      const made = freshStore(makeStore);
      const collection = () => made().store.collection<Thing>(things);

      beforeEach(async () => {
        if (mode === 'ready') await ready(made().store);
        else await made().store.prepare(things, 'code-1');
      });

      it('gives back what was written, whole', async () => {
        const document = thing('a', 3, {
          title: 'Ünïcode 🌍',
          state: null,
          notes: [],
          cost: { total: 1.5 },
        });
        await put(made().store, [document]);
        expect(await collection().get('a')).to.deep.equal(document);
      });

      it('knows no document that was not written', async () => {
        expect(await collection().get('a')).to.equal(undefined);
        expect((await collection().getMany(['a', 'b'])).size).to.equal(0);
        expect((await collection().getMany([])).size).to.equal(0);
      });

      it('gives many at once, each under its id', async () => {
        const documents = Array.from({ length: 700 }, (_, i) => thing(`d${i}`, i + 1));
        await put(made().store, documents);
        const found = await collection().getMany(['none', ...documents.map(({ _id }) => _id)]);
        expect(found.size).to.equal(700);
        expect(found.get('d699')).to.deep.equal(documents[699]);
      });

      it('replaces a document by one of a greater position, leaving nothing of the old', async () => {
        await put(made().store, [thing('a', 1, { title: 'old', amount: 1 })]);
        await put(made().store, [thing('a', 2, { state: 'open' })]);
        expect(await collection().get('a')).to.deep.equal(thing('a', 2, { state: 'open' }));
      });

      it('ignores a write at the same position or a lower one', async () => {
        await put(made().store, [thing('a', 5, { title: 'kept' })]);
        await put(made().store, [thing('a', 5, { title: 'same' })]);
        await put(made().store, [thing('a', 4, { title: 'lower' })]);
        expect((await collection().get('a'))?.title).to.equal('kept');
      });

      it('compares positions as text, whatever the order of writing within a commit', async () => {
        await put(made().store, [thing('a', 10, { title: 'ten' })]);
        await put(made().store, [thing('b', 1), thing('a', 9), thing('c', 2)]);
        expect((await collection().get('a'))?.title).to.equal('ten');
        expect((await collection().getMany(['b', 'c'])).size).to.equal(2);
      });

      it('takes a delete as a write: the document is gone', async () => {
        await put(made().store, [thing('a', 1), thing('b', 2)]);
        await put(made().store, [tombstone('a', 3)]);
        expect(await collection().get('a')).to.equal(undefined);
        expect((await collection().getMany(['a', 'b'])).size).to.equal(1);
      });

      it('guards a tombstone like any other write', async () => {
        await put(made().store, [thing('a', 5)]);
        await put(made().store, [tombstone('a', 4)]);
        expect(await collection().get('a')).to.deep.equal(thing('a', 5));
        await put(made().store, [tombstone('a', 6)]);
        await put(made().store, [thing('a', 5), thing('a', 6)].slice(0, 1));
        expect(await collection().get('a')).to.equal(undefined);
      });

      it('remembers the tombstone of a document that never was', async () => {
        await put(made().store, [tombstone('a', 5)]);
        await put(made().store, [thing('a', 4)]);
        expect(await collection().get('a')).to.equal(undefined);
      });

      it('lets a document come back after its delete', async () => {
        await put(made().store, [thing('a', 1, { title: 'first' })]);
        await put(made().store, [tombstone('a', 2)]);
        await put(made().store, [thing('a', 3, { title: 'again' })]);
        expect((await collection().get('a'))?.title).to.equal('again');
      });

      it('shows the runner what is stored, tombstones too', async () => {
        await put(made().store, [thing('a', 1), tombstone('b', 2)]);
        const stored = await made().store.stored(things, ['a', 'b', 'c']);
        expect([...stored].sort()).to.deep.equal([
          ['a', thing('a', 1)],
          ['b', tombstone('b', 2)],
        ]);
      });

      it('scans all in order of id, tombstones too', async () => {
        const documents = Array.from({ length: 2_500 }, (_, i) =>
          i % 7 === 0
            ? tombstone(`d${String(i).padStart(4, '0')}`, i + 1)
            : thing(`d${String(i).padStart(4, '0')}`, i + 1),
        );
        await put(made().store, [...documents].reverse());
        const found = [];
        for await (const page of made().store.scan(things)) found.push(...page);
        expect(found).to.deep.equal(documents);
      });

      it('commits twice to the same effect', async () => {
        const writes = [thing('a', 1, { tags: ['x'] }), tombstone('b', 2)];
        await put(made().store, writes);
        await put(made().store, writes);
        expect([...(await made().store.stored(things, ['a', 'b'])).values()]).to.deep.equal(writes);
      });

      it('keeps the checkpoint, and moves it forward only', async () => {
        const { store } = made();
        const stand = async () => (await store.versions('things'))[0]?.checkpoint;
        expect(await stand()).to.equal(undefined);
        await store.commit({ collection: things, writes: [], checkpoint: checkpoint(7) });
        expect(await stand()).to.deep.equal(checkpoint(7));
        await store.commit({ collection: things, writes: [], checkpoint: checkpoint(5) });
        expect(await stand()).to.deep.equal(checkpoint(7));
      });

      it('takes documents without a checkpoint, leaving the stored one', async () => {
        const { store } = made();
        await store.commit({ collection: things, writes: [thing('a', 3)] });
        expect((await store.versions('things'))[0]?.checkpoint).to.equal(undefined);
        await store.commit({ collection: things, writes: [], checkpoint: checkpoint(2) });
        await store.commit({ collection: things, writes: [thing('b', 4)] });
        expect((await store.versions('things'))[0]?.checkpoint).to.deep.equal(checkpoint(2));
        expect((await collection().getMany(['a', 'b'])).size).to.equal(2);
      });

      it('ignores the checkpoint of a stale commit but takes its newer documents', async () => {
        const { store } = made();
        await store.commit({
          collection: things,
          writes: [thing('a', 9)],
          checkpoint: checkpoint(9),
        });
        const writes = [thing('a', 4), thing('b', 5)];
        await store.commit({ collection: things, writes, checkpoint: checkpoint(5) });
        expect(await collection().get('a')).to.deep.equal(thing('a', 9));
        expect(await collection().get('b')).to.deep.equal(thing('b', 5));
        expect((await store.versions('things'))[0]?.checkpoint).to.deep.equal(checkpoint(9));
      });

      it('lists parked documents and repairs them at their own position', async () => {
        const { store } = made();
        const parked = { ...thing('a', 4, { title: 'half' }), parkedAt: at(4) };
        const gone = { ...tombstone('b', 5), parkedAt: at(5) };
        await put(store, [parked, gone, thing('c', 6)]);
        expect(await store.parked(things)).to.deep.equal([parked, gone]);
        expect(await collection().get('b')).to.equal(undefined);
        expect(await store.repair(things, thing('a', 4, { title: 'whole' }))).to.equal(true);
        expect(await store.repair(things, thing('b', 8, { title: 'back' }))).to.equal(true);
        expect(await collection().get('a')).to.deep.equal(thing('a', 4, { title: 'whole' }));
        expect(await collection().get('b')).to.deep.equal(thing('b', 8, { title: 'back' }));
        expect(await store.parked(things)).to.deep.equal([]);
      });

      it('repairs nothing that is not parked, is newer or is not there', async () => {
        const { store } = made();
        const parked = { ...thing('a', 4), parkedAt: at(4) };
        await put(store, [parked, thing('c', 6)]);
        for (const id of ['c', 'none'])
          expect(await store.repair(things, thing(id, 9)), id).to.equal(false);
        expect(await store.repair(things, thing('a', 3))).to.equal(false);
        expect(await store.parked(things)).to.deep.equal([parked]);
        expect(await collection().get('none')).to.equal(undefined);
      });

      it('refuses to write to a version that is not there', async () => {
        await rejection(put(made().store, [thing('a', 1)], { ...things, version: 2 }));
        await rejection(put(made().store, [thing('a', 1)], { ...things, generation: 2 }));
      });
    });

  describe('what a query sees', () => {
    const made = freshStore(makeStore);

    it('leaves tombstones out of every query', async () => {
      const { store } = made();
      await ready(store);
      await put(store, [thing('a', 1, { state: 'x', tags: ['t'], title: 'word' }), thing('b', 2)]);
      await put(store, [tombstone('a', 3)]);
      const collection = store.collection<Thing>(things);
      expect(await all(collection)).to.deep.equal([thing('b', 2)]);
      expect(await collection.count(everything)).to.deep.equal({ value: 1, capped: false });
      for (const filter of [{ field: 'tags', eq: 't' }, { text: 'word' }, { not: { any: [] } }])
        expect((await collection.count(filter)).value).to.equal('not' in filter ? 1 : 0);
      const { rows } = await collection.aggregate({
        groupBy: [{ field: 'tags' }],
        measures: [{ as: 'n', op: 'count' }],
      });
      expect(rows).to.deep.equal([{ tags: null, n: 1 }]);
    });

    it('is the same for documents written before and after the structures were built', async () => {
      const { store } = made();
      await store.prepare(things, 'code-1');
      const rest = { title: 'lamp', tags: ['t'], state: 'x' };
      await put(store, [thing('a', 1, rest), thing('gone', 2, rest), thing('c', 3, rest)]);
      await store.finish(things);
      await put(store, [thing('b', 4, rest), tombstone('gone', 5), thing('c', 6, { tags: ['u'] })]);
      const collection = store.collection<Thing>(things);
      for (const filter of [
        { field: 'tags', eq: 't' },
        { text: 'lamp' },
        { field: 'state', eq: 'x' },
      ])
        expect((await collection.find(filter, [])).items.map(({ _id }) => _id)).to.deep.equal([
          'a',
          'b',
        ]);
    });

    it('closes, and closing again does nothing', async () => {
      const { store, another } = made();
      const other = await another();
      await other.close();
      await other.close();
      await ready(store);
    });

    it('is visible to another connection once the commit is done', async () => {
      const { store, another } = made();
      await ready(store);
      const other = await another();
      await put(store, [thing('a', 1)]);
      expect(await other.collection<Thing>(things).get('a')).to.deep.equal(thing('a', 1));
      expect((await other.versions('things'))[0]?.checkpoint).to.deep.equal(checkpoint(1));
    });
  });
}
