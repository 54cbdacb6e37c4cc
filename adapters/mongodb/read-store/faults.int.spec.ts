import { expect } from 'chai';
import type { ReadStore } from '../../../projections/read-store.js';
import {
  checkpoint,
  put,
  ready,
  rejection,
  thing,
  things,
  tombstone,
  type Thing,
} from '../../../test/contracts/read-store/fixture.js';
import { describeWithMongo } from '../../../test/servers/mongodb-suite.js';
import { dropDatabase, inDatabase, ownDatabase } from '../../../test/servers/mongodb.js';
import { Proxy } from '../../../test/servers/proxy.js';
import { openMongoReadStore } from './store.js';

const limits = { queryMilliseconds: 1_000, writeMilliseconds: 1_000, connectMilliseconds: 700 };
const unavailable = { code: 'read-store.unavailable', retryable: true };

describe('a MongoDB that is not there', () => {
  it('is said to be unavailable, without its password', async () => {
    const uri = 'mongodb://asha:secret@127.0.0.1:1/city';
    const error = await rejection(openMongoReadStore({ uri, ...limits }));
    expect(error).to.include(unavailable);
    expect(error.message).to.not.include('secret');
  });

  it('by an address that is none is refused, without its password', async () => {
    const error = await rejection(openMongoReadStore({ uri: 'mongodb://asha:secret@', ...limits }));
    expect(error).to.be.instanceOf(RangeError);
    expect(`${error.message} ${String(error.cause)}`).to.not.include('secret');
  });
});

describeWithMongo('a MongoDB in trouble', () => {
  let uri: string;
  let proxy: Proxy;
  let store: ReadStore;
  let beside: ReadStore;
  const collection = () => store.collection<Thing>(things);

  beforeEach(async () => {
    uri = ownDatabase();
    const address = new URL(uri);
    proxy = new Proxy({ host: address.hostname, port: Number(address.port || 27_017) });
    await proxy.start();
    address.host = `127.0.0.1:${proxy.port}`;
    address.searchParams.set('directConnection', 'true');
    store = await openMongoReadStore({ uri: address.href, ...limits });
    beside = await openMongoReadStore({ uri });
    await ready(store);
    await put(store, [thing('a', 1, { title: 'lamp' })]);
  });

  afterEach(async () => {
    await proxy.stop();
    await Promise.all([store.close(), beside.close()]);
    await dropDatabase(uri);
  });

  const calls: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['get', () => collection().get('a')],
    ['find', () => collection().find({ text: 'lamp' }, [])],
    ['count', () => collection().count({ all: [] })],
    ['aggregate', () => collection().aggregate({ measures: [{ as: 'n', op: 'count' }] })],
    ['versions', () => store.versions()],
    ['commit', () => put(store, [thing('b', 2)])],
    ['stored', () => store.stored(things, ['a'])],
    ['scan', async () => store.scan(things)[Symbol.asyncIterator]().next()],
    ['finish', () => store.finish(things)],
  ];

  it('that is gone makes every call fail as unavailable, and is used again when it is back', async () => {
    await proxy.stop();
    await Promise.all(
      calls.map(async ([name, call]) =>
        expect(await rejection(call()), name).to.include(unavailable),
      ),
    );
    await proxy.start();
    expect(await collection().get('a')).to.include({ title: 'lamp' });
    await put(store, [thing('b', 2)]);
    expect(await beside.collection(things).get('b')).to.deep.equal(thing('b', 2));
  });

  it('that says nothing makes queries end in time, and writes too', async () => {
    proxy.freeze();
    const late = calls
      .slice(0, 4)
      .map(async ([name, call]) => expect(await rejection(call()), name).to.include(unavailable));
    expect(await rejection(put(store, [thing('b', 2)]))).to.include(unavailable);
    await Promise.all(late);
    proxy.thaw();
    await put(store, [thing('b', 3)]);
    expect((await collection().getMany(['a', 'b'])).size).to.equal(2);
  });

  it('whose answer to a write is lost takes the same write again', async () => {
    const writes = [thing('a', 2, { title: 'pipe' }), thing('b', 2), tombstone('c', 2)];
    const commit = () => store.commit({ collection: things, writes, checkpoint: checkpoint(2) });
    // The version is looked up, then the documents are written.
    proxy.loseRepliesAfter(1);
    expect(await rejection(commit())).to.include(unavailable);
    proxy.thaw();
    const [before] = await beside.versions('things');
    expect([before?.checkpoint, await beside.collection(things).get('a')]).to.deep.equal([
      checkpoint(1),
      writes[0],
    ]);
    await commit();
    const [after] = await beside.versions('things');
    expect(after?.checkpoint).to.deep.equal(checkpoint(2));
    expect([...(await beside.stored(things, ['a', 'b', 'c'])).values()]).to.deep.equal(writes);
  });

  it('tells queries on a version that another process dropped that it is not served', async () => {
    const next = { ...things, version: 2 };
    await ready(beside, next);
    await beside.drop({ projection: 'things', version: 1, generation: 1 });
    for (const [name, call] of calls.slice(0, 4))
      expect(await rejection(call()), name).to.include({ code: 'projection.not-served' });
  });

  it('keeps nothing of a commit to a version that is dropped meanwhile', async () => {
    await ready(beside, { ...things, version: 2 });
    // The version is looked up and there, then the documents wait on their way.
    const halfway = proxy.freezeAfter(1);
    const late = put(store, [thing('b', 2)]);
    await halfway;
    await beside.drop({ projection: 'things', version: 1, generation: 1 });
    proxy.thaw();
    expect((await rejection(late)).message).to.include('was dropped');
    await beside.prepare(things, 'code-2');
    for await (const page of beside.scan(things)) expect(page).to.deep.equal([]);
  });

  it('begins anew with a version whose drop was cut short', async () => {
    const id = { projection: 'things', version: 1, generation: 1 };
    await ready(store, { ...things, version: 2 });
    await inDatabase(uri, (db) =>
      db
        .collection<{ _id: string }>('versions')
        .updateOne({ _id: 'things.v1.g1' }, { $set: { dropped: true } }),
    );
    expect((await store.versions()).map(({ version }) => version)).to.deep.equal([2]);
    await rejection(put(store, [thing('b', 2)]));
    expect(await store.prepare(things, 'code-2')).to.include({ ...id, status: 'loading' });
    expect(await store.stored(things, ['a'])).to.deep.equal(new Map());
  });

  it('that another version of Charter laid out is left alone', async () => {
    await inDatabase(uri, (db) =>
      db
        .collection<{ _id: string }>('format')
        .updateOne({ _id: 'read-store' }, { $set: { format: 99 } }),
    );
    const error = await rejection(openMongoReadStore({ uri }));
    expect(error.message).to.match(/has format 99.*needs 1/);
  });
});
