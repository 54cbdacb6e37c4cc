import { expect } from 'chai';
import {
  freshStore,
  put,
  ready,
  rejection,
  thing,
  things,
  type MakeReadStore,
  type Thing,
} from './fixture.js';

const second = { ...things, version: 2 };
const again = { ...things, generation: 2 };
const id = { projection: 'things', version: 1, generation: 1 };

export function versionCases(makeStore: MakeReadStore): void {
  describe('versions', () => {
    const made = freshStore(makeStore);
    const statesOf = async (projection?: string) =>
      (await made().store.versions(projection)).map(
        ({ version, generation, status, serving }) =>
          `${version}.${generation} ${status}${serving ? ' serving' : ''}`,
      );

    it('prepares a new version as loading', async () => {
      const state = await made().store.prepare(things, 'code-1');
      expect(state).to.deep.equal({
        ...id,
        fingerprint: 'code-1',
        status: 'loading',
        serving: false,
        definition: things,
      });
      expect(await made().store.versions()).to.deep.equal([state]);
    });

    it('prepares an existing version again without touching it', async () => {
      const { store } = made();
      await ready(store);
      await put(store, [thing('a', 1)]);
      const state = await store.prepare(things, 'code-1');
      expect([state.status, state.serving]).to.deep.equal(['ready', true]);
      expect(await store.collection(things).get('a')).to.deep.equal(thing('a', 1));
    });

    it('refuses a version that other code wrote', async () => {
      const { store } = made();
      await store.prepare(things, 'code-1');
      const error = await rejection(store.prepare(things, 'code-2'));
      expect(error).to.include({ code: 'projection.code-differs' });
      expect(error.message).to.match(/Raise its version.*rebuild/);
    });

    it('takes other code in another version or generation', async () => {
      const { store } = made();
      await store.prepare(things, 'code-1');
      await store.prepare(second, 'code-2');
      await store.prepare(again, 'code-3');
      expect(await statesOf()).to.deep.equal(['1.1 loading', '1.2 loading', '2.1 loading']);
    });

    it('refuses a definition that it could not store', async () => {
      for (const wrong of [
        { ...things, name: 'Bad Name' },
        { ...things, version: 0 },
        { ...things, fields: { ...things.fields, 'a"b': 'text' as const } },
        { ...things, fields: { ...things.fields, position: 'text' as const } },
        { ...things, indexes: [['tags']] },
        { ...things, indexes: [['nowhere']] },
        { ...things, measures: ['amount'] },
      ])
        expect(await rejection(made().store.prepare(wrong, 'x'))).to.include({
          code: 'query.invalid',
        });
    });

    it('finishes a version once', async () => {
      const { store } = made();
      await store.prepare(things, 'code-1');
      await put(store, [thing('a', 1, { title: 'lamp' })]);
      await store.finish(things);
      await store.finish(things);
      expect(await statesOf()).to.deep.equal(['1.1 ready']);
      expect((await store.collection(things).count({ text: 'lamp' })).value).to.equal(1);
    });

    it('serves one version at a time, and goes back', async () => {
      const { store } = made();
      await ready(store);
      await store.prepare(second, 'code-2');
      await store.finish(second);
      expect(await statesOf()).to.deep.equal(['1.1 ready serving', '2.1 ready']);
      await store.serve({ ...id, version: 2 });
      expect(await statesOf()).to.deep.equal(['1.1 ready', '2.1 ready serving']);
      await store.serve(id);
      expect(await statesOf()).to.deep.equal(['1.1 ready serving', '2.1 ready']);
    });

    it('serves no version that is loading or not there', async () => {
      const { store } = made();
      await store.prepare(things, 'code-1');
      await rejection(store.serve(id));
      await rejection(store.serve({ ...id, version: 9 }));
    });

    it('keeps the documents of versions and generations apart', async () => {
      const { store } = made();
      for (const [index, definition] of [things, second, again].entries()) {
        await store.prepare(definition, `code-${index}`);
        await put(store, [thing('a', index + 1, { title: `in ${index}` })], definition);
      }
      for (const [index, definition] of [things, second, again].entries())
        expect((await store.collection<Thing>(definition).get('a'))?.title).to.equal(`in ${index}`);
    });

    it('drops a version with its documents, leaving the others', async () => {
      const { store } = made();
      await ready(store);
      await put(store, [thing('a', 1, { tags: ['x'], title: 'lamp' })]);
      await store.prepare(again, 'code-2');
      await put(store, [thing('a', 2, { tags: ['x'] })], again);
      await store.finish(again);
      await store.drop({ ...id, generation: 2 });
      expect(await statesOf()).to.deep.equal(['1.1 ready serving']);
      expect((await store.collection(things).count({ text: 'lamp' })).value).to.equal(1);
      await rejection(put(store, [thing('b', 3)], again));
      await store.prepare(again, 'code-9');
      expect(await store.collection(again).get('a')).to.equal(undefined);
    });

    it('drops nothing that serves, and what is not there without complaint', async () => {
      const { store } = made();
      await ready(store);
      await rejection(store.drop(id));
      expect(await statesOf()).to.deep.equal(['1.1 ready serving']);
      await store.drop({ ...id, version: 7 });
    });

    it('lists the versions of one projection', async () => {
      const { store } = made();
      await store.prepare(things, 'code-1');
      await store.prepare({ ...things, name: 'others' }, 'code-1');
      expect((await store.versions('others')).map(({ projection }) => projection)).to.deep.equal([
        'others',
      ]);
      expect(await store.versions('none')).to.deep.equal([]);
    });

    it('keeps all of it when opened anew', async () => {
      const { store, another } = made();
      await ready(store);
      await put(store, [thing('a', 1)]);
      const other = await another();
      expect(await other.versions()).to.deep.equal(await store.versions());
      await put(other, [thing('a', 2, { title: 'by another' })]);
      expect((await store.collection<Thing>(things).get('a'))?.title).to.equal('by another');
    });
  });
}
