import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import { beginning, type EventStore } from '../../commands/event-store.js';
import { StoreFormatError, StoreUnavailableError } from '../../domain/kernel/faults.js';
import type { Position } from '../../domain/kernel/ids.js';
import {
  collect,
  failure,
  follow,
  idsOf,
  newEvents,
  newStream,
  readAllOf,
  within,
} from '../../test/contracts/event-store/samples.js';
import { onStandIn } from '../../test/servers/eventstoredb.js';
import { StandIn } from '../../test/servers/eventstoredb/server.js';

describe('reading from EventStoreDB', () => {
  const made = onStandIn({ links: true });
  const filled = async (count: number) => {
    const stream = newStream();
    const events = newEvents(count);
    await made().store.append(stream, events, 'none');
    return { stream, events };
  };
  const ways = (store: EventStore, after?: Position) =>
    (['forwards', 'backwards'] as const).map(
      (direction) => () => collect(store.readAll({ direction, ...(after && { after }) })),
    );

  describe('in trouble', () => {
    for (const [fault, title] of [
      ['silent-midway', 'falls silent in its midst'],
      ['unknown-error', 'fails in words nobody knows'],
    ] as const)
      it(`says that the store is unavailable when the server ${title}, and reads the next time`, async () => {
        const { server, store } = made();
        const { stream, events } = await filled(600);
        for (const read of [() => readAllOf(store, stream), ...ways(store), () => store.head()]) {
          server.faults.planReads(fault);
          const failing = await failure(() => within<unknown>(1_500, read()));
          expect(failing).to.be.instanceOf(StoreUnavailableError);
          await made().open().append(newStream(), newEvents(1), 'none');
        }
        expect(idsOf(await readAllOf(store, stream))).to.deep.equal(idsOf(events));
      });

    it('reads again when the server vanishes in its midst, and gives up when it stays away', async () => {
      const { server, store } = made();
      const { stream, events } = await filled(600);
      server.faults.planReads('gone-midway');
      expect(idsOf(await readAllOf(store, stream))).to.deep.equal(idsOf(events));
      server.faults.planReads('gone-midway', 'gone-midway', 'gone-midway');
      const away = failure(() => within(5_000, readAllOf(store, stream)));
      expect(await away).to.be.instanceOf(StoreUnavailableError);
    });

    it('says so soon when there is no server, whatever is asked', async () => {
      const { server, store } = made();
      server.goAway();
      for (const ask of [
        () => readAllOf(store, newStream()),
        ...ways(store),
        () => store.head(),
        () => store.identity(),
        () => store.append(newStream(), newEvents(1), 'none'),
      ])
        expect(await failure(() => within<unknown>(1_500, ask())))
          .to.be.instanceOf(StoreUnavailableError)
          .and.have.property('message')
          .that.includes('can not be reached');
    });

    it('gives up in its time while the server is frozen', async () => {
      const { server, store } = made();
      server.faults.freeze();
      for (const ask of [() => readAllOf(store, newStream()), () => store.identity()])
        expect(await failure(() => within<unknown>(1_500, ask()))).to.be.instanceOf(
          StoreUnavailableError,
        );
    });
  });

  describe('positions', () => {
    const past = 'ffffffffffff0000' as Position;

    it('refuses one past the end, whoever asks', async () => {
      const { store } = made();
      await filled(3);
      for (const read of [...ways(store, past), () => follow(store, past, 1)])
        expect(await failure(() => within<unknown>(1_000, read()))).to.be.instanceOf(RangeError);
    });

    it('refuses one that is of no record', async () => {
      const { store } = made();
      await filled(3);
      const head = BigInt(`0x${await store.head()}`);
      const between = (head - 1n).toString(16).padStart(16, '0') as Position;
      for (const read of [...ways(store, between), () => follow(store, between, 1)])
        expect(await failure(() => within<unknown>(1_000, read()))).to.be.instanceOf(RangeError);
    });

    it('takes one whose commit is not its prepare', async () => {
      const error = await failure(() =>
        collect(made().store.readAll({ after: `${'0'.repeat(16)}-${'f'.repeat(16)}` as Position })),
      );
      expect(error).to.be.instanceOf(RangeError);
    });
  });

  describe("the server's own records", () => {
    it('are not seen, among many of them', async () => {
      const { server, store } = made();
      const written: string[] = [];
      for (const count of [1, 300, 70]) {
        written.push(...idsOf((await filled(2)).events));
        server.log.writeStatistics(count);
      }
      for (const pageSize of [1, 7, 500]) {
        const forwards = await collect(store.readAll({ pageSize }));
        expect(idsOf(forwards)).to.deep.equal(written);
        expect(await store.head()).to.equal(forwards.at(-1)!.position);
        const backwards = await collect(store.readAll({ pageSize, direction: 'backwards' }));
        expect(backwards).to.deep.equal(forwards.reverse());
      }
    });

    it('are no head', async () => {
      const { server, store, open } = made();
      expect(await store.head()).to.equal(beginning);
      await store.identity();
      server.log.writeStatistics(5_000);
      expect(await store.head()).to.equal(beginning);
      expect(await open().head()).to.equal(beginning);
    });
  });

  it('notices that the log was restored and is shorter', async () => {
    const { server, store } = made();
    await filled(3);
    const before = await store.head();
    const { port } = server;
    server.goAway();
    const restored = await StandIn.start({ port });
    try {
      const after = await store.append(newStream(), newEvents(1), 'none');
      expect(await store.head()).to.equal(after.position);
      expect(after.position < before).to.equal(true);
      expect(await failure(() => collect(store.readAll({ after: before })))).to.be.instanceOf(
        RangeError,
      );
    } finally {
      restored.stop();
    }
  });

  it('names what another program has written', async () => {
    const { server, store } = made();
    const client = EventStoreDBClient.connectionString(server.url);
    await client.appendToStream('order-1', jsonEvent({ type: 'ordered', data: { item: 1 } }));
    await client.dispose();
    expect(await failure(() => collect(store.readAll())))
      .to.be.instanceOf(StoreFormatError)
      .and.have.property('message')
      .that.includes('order-1');
  });

  describe('identity', () => {
    it('is written once, however many ask first', async () => {
      const { server, open } = made();
      const identities = await Promise.all(Array.from({ length: 12 }, () => open().identity()));
      expect(new Set(identities).size).to.equal(1);
      expect(server.log.stream('charter_log')).to.have.length(1);
    });

    it('is the same when the answer to writing it was lost', async () => {
      const { server, store, open } = made();
      server.faults.planAppends('gone-after-write');
      expect(await store.identity()).to.equal(await open().identity());
      expect(server.log.stream('charter_log')).to.have.length(1);
    });

    it('is no event', async () => {
      const { store } = made();
      await store.identity();
      expect(await collect(store.readAll())).to.deep.equal([]);
    });
  });
});
