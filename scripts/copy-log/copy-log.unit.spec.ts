import { expect } from 'chai';
import { createMemoryEventStore } from '../../adapters/memory/event-store.js';
import type { EventStore } from '../../commands/event-store.js';
import type { Recorded } from '../../domain/kernel/envelope.js';
import { fromEpochMilliseconds } from '../../domain/kernel/instant.js';
import { collect, newEvents, newStream } from '../../test/contracts/event-store/samples.js';
import { noProgress } from '../import/index.js';
import { copyLog, DifferentLogError } from './copy-log.js';

const memory = (begin = 0) => {
  let now = begin;
  return createMemoryEventStore({ now: () => fromEpochMilliseconds((now += 1_000)) });
};

async function lived(): Promise<EventStore> {
  const store = memory(1_000_000);
  const [a, b] = [newStream('case'), newStream('reference')];
  await store.append(a, newEvents(2), 'none');
  await store.append(b, newEvents(1), 'none');
  await store.append(a, newEvents(3), 1n);
  await store.append(b, newEvents(1), 0n);
  return store;
}

const withoutPosition = ({ position: _, ...event }: Recorded) => event;
const allOf = async (store: EventStore) =>
  (await collect(store.readAll())).map((event) => withoutPosition(event));

describe('a copy of a log', () => {
  it('has the same events with their ids, times and revisions, in the same order', async () => {
    const [from, to] = [await lived(), memory()];
    const report = await copyLog({ from, to, progress: noProgress });
    expect(report).to.deep.equal({ present: 0, copied: 7, verified: 7 });
    expect(await allOf(to)).to.deep.equal(await allOf(from));
    expect(await to.identity()).not.to.equal(await from.identity());
  });

  it('goes on where it was cut off', async () => {
    const [from, to] = [await lived(), memory()];
    const cut = { ...to, readAll: to.readAll.bind(to), append: cutAfter(2, to) };
    const failed: unknown = await copyLog({ from, to: cut, progress: noProgress }).catch(
      (error: unknown) => error,
    );
    expect(failed).to.have.property('message', 'cut off');
    const report = await copyLog({ from, to, progress: noProgress });
    expect(report).to.deep.equal({ present: 2, copied: 5, verified: 7 });
    expect(await copyLog({ from, to, progress: noProgress })).to.include({ copied: 0 });
  });

  it('takes what came to the first log meanwhile', async () => {
    const [from, to] = [await lived(), memory()];
    await copyLog({ from, to, progress: noProgress });
    await from.append(newStream(), newEvents(5), 'none');
    const report = await copyLog({ from, to, progress: noProgress, inFlight: 16 });
    expect(report).to.deep.equal({ present: 7, copied: 5, verified: 12 });
  });

  it('is refused into a log that holds something else, which stays as it is', async () => {
    const [from, to] = [await lived(), await lived()];
    const before = await allOf(to);
    const failed: unknown = await copyLog({ from, to, progress: noProgress }).catch(
      (error: unknown) => error,
    );
    expect(failed).to.be.instanceOf(DifferentLogError);
    expect((failed as Error).message).to.match(/revision 0\).*Copy into an empty log/);
    expect(await allOf(to)).to.deep.equal(before);
  });

  it('is refused when the copy went on by itself', async () => {
    const [from, to] = [await lived(), memory()];
    await copyLog({ from, to, progress: noProgress });
    await to.append(newStream(), newEvents(1), 'none');
    const failed: unknown = await copyLog({ from, to, progress: noProgress }).catch(
      (error: unknown) => error,
    );
    expect((failed as Error).message).to.match(/the end in the log to copy/);
  });
});

const cutAfter = (appends: number, to: EventStore): EventStore['append'] => {
  let left = appends;
  return (...append) =>
    (left -= 1) < 0 ? Promise.reject(new Error('cut off')) : to.append(...append);
};
