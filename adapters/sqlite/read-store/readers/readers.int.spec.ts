import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import {
  put,
  ready,
  rejection,
  thing,
  things,
  type Thing,
} from '../../../../test/contracts/read-store/fixture.js';
import type { Filter, ReadModels, ReadStore } from '../../../../projections/read-store.js';
import { QueryBusyError, QueryTimeoutError } from '../../../../domain/kernel/faults.js';
import { openReaders, openReadStore } from '../index.js';

const n = { as: 'n', op: 'count' } as const;

/** Takes about three seconds over the documents below: a thousand comparisons for each. */
const endless: Filter = {
  any: Array.from({ length: 2 }, (_, part) => ({
    any: Array.from({ length: 490 }, (_, i) => ({
      field: 'title',
      startsWith: `Lamp number ${part} ${i}`,
    })),
  })),
};

const isLate = (error: unknown): boolean =>
  error instanceof QueryTimeoutError || error instanceof QueryBusyError;

/** Its answer, though the limit is short for a reader that has to start on a busy machine. */
async function answered<T>(query: () => Promise<T>): Promise<T> {
  for (let attempts = 1; ; attempts++)
    try {
      return await query();
    } catch (error) {
      if (attempts === 10 || !isLate(error)) throw error;
    }
}

describe('readers beside the writer', () => {
  let directory: string;
  let store: ReadStore;
  const opened: ReadModels[] = [];
  const path = () => join(directory, 'read.db');
  const open = (options: Parameters<typeof openReaders>[1] = {}) => {
    const readers = openReaders(path(), options);
    opened.push(readers);
    return readers;
  };

  before(async () => {
    directory = mkdtempSync(join(tmpdir(), 'charter-readers-'));
    store = openReadStore(path());
    await store.prepare(things, 'code-1');
    for (let from = 0; from < 60_000; from += 10_000)
      await put(
        store,
        Array.from({ length: 10_000 }, (_, i) =>
          thing(`d${from + i}`, from + i + 1, { title: `Lamp number x ${i}`, state: `s${i % 5}` }),
        ),
      );
    await ready(store);
  });
  afterEach(() => Promise.all(opened.splice(0).map((readers) => readers.close())));
  after(async () => {
    await store.close();
    rmSync(directory, { recursive: true });
  });

  it('gives up an aggregate that takes too long, and answers pages meanwhile', async () => {
    const readers = open({ timeoutMilliseconds: 2_000 });
    const collection = readers.collection<Thing>(things);
    // A reader that has to start on a busy machine may take longer than a query.
    await answered(() => collection.count({ all: [] }, 1));
    let given = false;
    const slow = rejection(collection.aggregate({ filter: endless, measures: [n] })).finally(
      () => (given = true),
    );
    const page = await collection.find({ field: 'state', eq: 's1' }, [], { limit: 1 });
    expect(page.items).to.have.length(1);
    expect(given).to.equal(false);
    expect(await slow).to.include({ code: 'query.timeout', retryable: true });
    const rows = await answered(async () => (await collection.aggregate({ measures: [n] })).rows);
    expect(rows).to.deep.equal([{ n: 60_000 }]);
  });

  it('gives up a page that takes too long, and answers the next one', async () => {
    const readers = open({ timeoutMilliseconds: 1_000, threads: 1 });
    const collection = readers.collection<Thing>(things);
    expect(await rejection(collection.find(endless, []))).to.include({ code: 'query.timeout' });
    const counted = await answered(() => collection.count({ all: [] }, 100));
    expect(counted.capped).to.equal(true);
  });

  it('leaves the event loop of its caller free', async () => {
    const collection = open().collection<Thing>(things);
    await collection.aggregate({ measures: [n] });
    let ticks = 0;
    const ticking = setInterval(() => ticks++, 10);
    const started = Date.now();
    const filter = {
      any: Array.from({ length: 100 }, (_, i) => ({ field: 'title', startsWith: `Lamp ${i}` })),
    };
    await Promise.all([collection.aggregate({ filter, measures: [n] }), collection.count(filter)]);
    const elapsed = Date.now() - started;
    clearInterval(ticking);
    expect(ticks).to.be.above(elapsed / 10 / 4);
  });

  it('sees what was written before it was asked', async () => {
    const collection = open().collection<Thing>(things);
    for (let round = 0; round < 20; round++) {
      await put(store, [thing('new', 100_000 + round, { title: `round ${round}` })]);
      expect((await collection.get('new'))?.title).to.equal(`round ${round}`);
    }
  });

  it('answers many at once', async () => {
    const collection = open().collection<Thing>(things);
    const ids = Array.from({ length: 200 }, (_, i) => `d${i * 7}`);
    const found = await Promise.all(ids.map((id) => collection.get(id)));
    expect(found.map((each) => each?._id)).to.deep.equal(ids);
  });

  it('says when nothing is stored yet, and when a version is gone', async () => {
    const nowhere = openReaders(join(directory, 'none.db'));
    opened.push(nowhere);
    expect((await rejection(nowhere.versions())).message).to.match(/No database/);
    const gone = open().collection<Thing>({ ...things, version: 9 });
    expect(await rejection(gone.get('a'))).to.include({ code: 'projection.not-served' });
  });

  it('refuses queries after it was closed, having answered those before', async () => {
    const readers = open();
    const collection = readers.collection<Thing>(things);
    const asked = collection.get('d1');
    await new Promise((resolve) => setTimeout(resolve, 300));
    await readers.close();
    expect((await asked)?._id).to.equal('d1');
    await rejection(collection.get('d1'));
  });
});
