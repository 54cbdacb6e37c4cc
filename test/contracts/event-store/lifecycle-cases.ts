import { expect } from 'chai';
import type { EventStore } from '../../../commands/event-store.js';
import { StoreLockedError, StoreUnavailableError } from '../../../domain/kernel/faults.js';
import type { ContractOptions, StoreUnderTest } from './under-test.js';
import {
  collect,
  expectConflict,
  failure,
  idsOf,
  newEvents,
  newStream,
  patience,
  readAllOf,
  within,
} from './samples.js';

export function lifecycleCases(
  make: () => Promise<StoreUnderTest>,
  options: Pick<ContractOptions, 'outlives' | 'oneWriter'>,
): void {
  describe('opening and closing', () => {
    let made: StoreUnderTest;
    let store: EventStore;

    beforeEach(async () => {
      made = await make();
      store = made.store;
    });
    afterEach(() => made.dispose());

    it('has an identity that stays', async () => {
      const identity = await store.identity();
      expect(identity).to.match(/^\S+$/);
      await store.append(newStream(), newEvents(1), 'none');
      expect(await store.identity()).to.equal(identity);
    });

    it('ends its subscriptions when it is closed', async () => {
      const pages = store.subscribe({ after: await store.head() }, new AbortController().signal);
      const iterator = pages[Symbol.asyncIterator]();
      await iterator.next();
      const waiting = iterator.next();
      await store.close();
      expect((await within(patience, waiting)).done).to.equal(true);
    });

    it('refuses to be used once closed', async () => {
      await store.close();
      for (const action of [
        () => store.append(newStream(), newEvents(1), 'none'),
        () => readAllOf(store, newStream()),
        () => collect(store.readAll()),
        () => store.head(),
      ])
        expect(await failure(action)).to.be.instanceOf(StoreUnavailableError);
    });

    it('may be closed twice', async () => {
      await store.close();
      await store.close();
    });

    if (options.outlives) reopenCases(() => made);
    if (options.oneWriter) secondWriterCases(() => made);
  });
}

function reopenCases(made: () => StoreUnderTest): void {
  const reopen = () => made().reopen?.() ?? expect.fail('It can not be reopened');

  it('keeps identity, head and events over closing and opening', async () => {
    const { store } = made();
    const stream = newStream();
    const events = newEvents(5);
    await store.append(stream, events, 'none');
    const before = {
      identity: await store.identity(),
      head: await store.head(),
      events: await collect(store.readAll()),
    };
    const again = await reopen();
    expect({
      identity: await again.identity(),
      head: await again.head(),
      events: await collect(again.readAll()),
    }).to.deep.equal(before);
  });

  it('keeps expected revisions and repetitions over closing and opening', async () => {
    const stream = newStream();
    const events = newEvents(3);
    const first = await made().store.append(stream, events, 'none');
    const again = await reopen();
    expect(await again.append(stream, events, 'none')).to.deep.equal(first);
    await expectConflict(() => again.append(stream, newEvents(1), 'none'), 2n);
    const { position } = await again.append(stream, newEvents(1), 2n);
    expect(position > first.position).to.equal(true);
  });

  it('has written all it took when it closes', async () => {
    const { store } = made();
    const stream = newStream();
    const writing = store.append(stream, newEvents(3), 'none');
    const again = await reopen();
    await writing;
    expect(await readAllOf(again, stream)).to.have.length(3);
  });

  it('goes on after the position stored before it was closed', async () => {
    await made().store.append(newStream(), newEvents(4), 'none');
    const head = await made().store.head();
    const again = await reopen();
    const events = newEvents(2);
    await again.append(newStream(), events, 'none');
    expect(idsOf(await collect(again.readAll({ after: head })))).to.deep.equal(idsOf(events));
  });
}

function secondWriterCases(made: () => StoreUnderTest): void {
  const openAgain = () => made().openSecondWriter?.() ?? expect.fail('It can not be opened twice');

  it('refuses a second writer, and the first goes on', async () => {
    const { store } = made();
    expect(await failure(openAgain)).to.be.instanceOf(StoreLockedError);
    await store.append(newStream(), newEvents(1), 'none');
  });

  it('lets another write once the first has closed', async () => {
    const { store } = made();
    await store.close();
    const second = await openAgain();
    await second.append(newStream(), newEvents(1), 'none');
    await second.close();
  });
}
