import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { expect } from 'chai';
import { StoreBusyError, StoreUnavailableError } from '../../../domain/kernel/faults.js';
import { fromEpochMilliseconds } from '../../../domain/kernel/instant.js';
import {
  collect,
  failure,
  idsOf,
  newEvents,
  newStream,
  patience,
  readAllOf,
  within,
} from '../../../test/contracts/event-store/samples.js';
import { scratchDirectory } from '../../../test/fixtures/scratch.js';
import { openDatabase } from '../driver.js';
import {
  openSqliteEventReader,
  openSqliteEventStore,
  type SqliteEventStore,
  type SqliteEventStoreOptions,
} from './index.js';

const follower = new URL('../../../test/fixtures/follow-log.js', import.meta.url);

describe('event log in SQLite', () => {
  const file = scratchDirectory();
  let store: SqliteEventStore;

  const open = async (options: Partial<SqliteEventStoreOptions> = {}) => {
    const now = () => fromEpochMilliseconds(Date.now());
    store = await openSqliteEventStore({ path: file('events.db'), now, ...options });
    return store;
  };
  /** Keeps the writer from writing until it is told to let go. */
  const holdFile = () => {
    const holder = openDatabase(file('events.db'));
    holder.exec('BEGIN IMMEDIATE');
    return () => {
      holder.exec('ROLLBACK');
      holder.close();
    };
  };
  const appendOne = () => store.append(newStream(), newEvents(1), 'none');

  afterEach(() => store.close());

  it('flushes once for all that is appended meanwhile', async () => {
    await open();
    await Promise.all(Array.from({ length: 1_000 }, appendOne));
    const { appends, flushes } = store.statistics();
    expect(appends).to.equal(1_000);
    expect(flushes).to.be.at.most(32);
  });

  it('flushes once for what comes in many turns while it is busy', async () => {
    await open();
    const release = holdFile();
    const appends: Promise<unknown>[] = [];
    for (let turn = 0; turn < 20; turn++) {
      appends.push(appendOne());
      await sleep(2);
    }
    release();
    await Promise.all(appends);
    // The first, which waited for the file, and all others together.
    expect(store.statistics().flushes).to.be.at.most(2);
  });

  it('keeps the order of appends that were not awaited', async () => {
    await open();
    const stream = newStream();
    const events = newEvents(200);
    await Promise.all(
      events.map((event, index) =>
        store.append(stream, [event], index === 0 ? 'none' : BigInt(index - 1)),
      ),
    );
    expect(idsOf(await readAllOf(store, stream))).to.deep.equal(idsOf(events));
  });

  it('stamps what it takes with the time it is given', async () => {
    await open({ now: () => fromEpochMilliseconds(Date.UTC(2031, 0, 1)) });
    const stream = newStream();
    await store.append(stream, newEvents(1), 'none');
    expect((await readAllOf(store, stream))[0]!.recordedAt).to.equal('2031-01-01T00:00:00.000Z');
  });

  it('refuses more than it may queue, and writes nothing of it', async () => {
    await open({ limits: { appends: 3, bytes: 1_000_000 } });
    const release = holdFile();
    const taken = Array.from({ length: 3 }, appendOne);
    const refused = newStream();
    const error = await failure(() => store.append(refused, newEvents(1), 'none'));
    expect(error).to.be.instanceOf(StoreBusyError);
    expect(store.statistics().queuedAppends).to.equal(3);
    release();
    await Promise.all(taken);
    expect(await readAllOf(store, refused)).to.deep.equal([]);
    expect(store.statistics()).to.include({ queuedAppends: 0, queuedBytes: 0 });
    await store.append(refused, newEvents(1), 'none');
  });

  it('fails a whole group with a failed flush, tells so, and takes the same appends later', async () => {
    await open({ busyMilliseconds: 20 });
    await appendOne();
    const release = holdFile();
    const [streams, events] = [[newStream(), newStream(), newStream()], newEvents(3)];
    const append = () => streams.map((stream, i) => store.append(stream, [events[i]!], 'none'));
    for (const result of await Promise.allSettled(append()))
      expect(result).to.have.property('reason').that.is.instanceOf(StoreUnavailableError);
    expect(store.trouble()).to.be.a('string');
    release();
    const results = await Promise.all(append());
    expect(store.trouble()).to.equal(undefined);
    expect(await Promise.all(append())).to.deep.equal(results);
    expect(store.statistics().failedFlushes).to.be.at.least(1);
  });

  it('finds out by itself that the disk takes flushes again', async () => {
    await open({ busyMilliseconds: 20 });
    const release = holdFile();
    await failure(appendOne);
    expect(store.trouble()).to.be.a('string');
    release();
    await within(patience, becomesHealthy(store));
    expect(await collect(store.readAll())).to.deep.equal([]);
  });

  it('does not let an append wait for ever, whose repetition then has its result', async () => {
    await open({ busyMilliseconds: 5_000, answerMilliseconds: 100 });
    const release = holdFile();
    const [stream, events] = [newStream(), newEvents(2)];
    const error = await failure(() => store.append(stream, events, 'none'));
    expect(error).to.be.instanceOf(StoreUnavailableError);
    expect(store.trouble()).to.be.a('string');
    release();
    const repeated = await store.append(stream, events, 'none');
    expect(repeated.revision).to.equal(1n);
    expect(store.trouble()).to.equal(undefined);
    expect(idsOf(await readAllOf(store, stream))).to.deep.equal(idsOf(events));
  });

  it('writes all that was appended before it is closed', async () => {
    await open();
    const stream = newStream();
    const appends = Array.from({ length: 50 }, (_, index) =>
      store.append(stream, newEvents(1), index === 0 ? 'none' : BigInt(index - 1)),
    );
    await store.close();
    await Promise.all(appends);
    await open();
    expect(await readAllOf(store, stream)).to.have.length(50);
  });

  it('leaves the event loop its turn while the whole log is read', async () => {
    await open();
    await Promise.all(
      Array.from({ length: 20 }, () => store.append(newStream(), newEvents(500), 'none')),
    );
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    await collect(store.readAll({ pageSize: 100 }));
    clearInterval(timer);
    expect(turns).to.be.greaterThan(3);
  });

  it('is followed from another thread, woken by every commit', async () => {
    await open();
    const worker = new Worker(follower, { workerData: file('events.db') });
    const stream = newStream();
    const took: number[] = [];
    try {
      for (let revision = 0; revision < 20; revision++) {
        const started = performance.now();
        const seen = once(worker, 'message');
        const expected = revision === 0 ? 'none' : BigInt(revision - 1);
        await store.append(stream, newEvents(1), expected);
        expect(await within(patience, seen)).to.deep.equal([revision]);
        took.push(performance.now() - started);
      }
    } finally {
      await worker.terminate();
    }
    const median = took.sort((a, b) => a - b)[10];
    expect(median, 'milliseconds; about 100 if it polled').to.be.below(80);
  });

  it('is followed from another process', async () => {
    await open();
    const child = spawn(process.execPath, [fileURLToPath(follower), file('events.db')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const stream = newStream();
    const seen: number[] = [];
    const following = (async () => {
      for await (const line of createInterface(child.stdout))
        if (seen.push(Number(line)) === 15) child.kill();
    })();
    for (let round = 0; round < 5; round++) {
      await store.append(stream, newEvents(3), round === 0 ? 'none' : BigInt(round * 3 - 1));
      await sleep(30);
    }
    await within(patience, following);
    expect(seen).to.deep.equal(Array.from({ length: 15 }, (_, revision) => revision));
  });

  it('can be read after its writer has gone', async () => {
    await open();
    const stream = newStream();
    await store.append(stream, newEvents(3), 'none');
    await store.close();
    const reader = openSqliteEventReader(file('events.db'));
    expect(await collect(reader.read(stream))).to.have.length(3);
    expect(await reader.head()).to.equal('0000000000000003');
    await reader.close();
  });
});

async function becomesHealthy(store: SqliteEventStore): Promise<void> {
  while (store.trouble() !== undefined) await sleep(20);
}
