import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import {
  collect,
  follow,
  idsOf,
  newEvents,
  newStream,
  patience,
  within,
} from '../../test/contracts/event-store/samples.js';
import { onStandIn } from '../../test/servers/eventstoredb.js';

describe('subscribing to EventStoreDB in trouble', () => {
  const troubles: number[] = [];
  const onTrouble = (_error: unknown, failures: number) => void troubles.push(failures);
  const made = onStandIn({ links: true }, { onTrouble });

  beforeEach(() => {
    troubles.length = 0;
  });

  /** Ids of what comes, until so many events came; resolves once the server has the subscription. */
  const start = async (count: number, store = made().store) => {
    const { server } = made();
    const pages = follow(store, await store.head(), count);
    while (server.faults.subscriptions === 0) await sleep(5);
    return { seen: pages.then((all) => all.flatMap(({ events }) => idsOf(events))) };
  };
  const append = async (count: number, store = made().store) => {
    const events = newEvents(count);
    await store.append(newStream(), events, 'none');
    return idsOf(events);
  };

  it('goes on at once when it is dropped as too slow, and reports nothing', async () => {
    const { seen } = await start(2_000);
    const written = [...(await append(600)), ...(await append(900)), ...(await append(500))];
    expect(await within(patience, seen)).to.deep.equal(written);
    expect(troubles).to.deep.equal([]);
  });

  for (const drop of ['too-slow', 'ended', 'unknown-error'] as const)
    it(`goes on at once when the server drops it: ${drop}`, async () => {
      const { server } = made();
      const { seen } = await start(3);
      const before = await append(1);
      server.faults.drop(drop);
      const dropped = await append(1);
      while (server.faults.subscriptions === 0) await sleep(5);
      const after = await append(1);
      expect(await within(patience, seen)).to.deep.equal([...before, ...dropped, ...after]);
    });

  it('waits only when it fails again without having got further', async () => {
    const { server } = made();
    server.faults.planSubscriptions('ended', 'unknown-error', 'unknown-error', 'unknown-error');
    const began = performance.now();
    const { seen } = await start(1);
    // At once, then after 50, 100 and 200 ms.
    expect(performance.now() - began).to.be.at.least(340);
    expect(troubles).to.deep.equal([2, 3, 4]);
    const written = await append(1);
    expect(await within(patience, seen)).to.deep.equal(written);
  });

  it('does not wait when it gets further between failures', async () => {
    const { server } = made();
    const { seen } = await start(6);
    const written: string[] = [];
    for (let round = 0; round < 6; round++) {
      server.faults.drop('unknown-error');
      written.push(...(await append(1)));
      while (server.faults.subscriptions === 0 && round < 5) await sleep(2);
    }
    expect(await within(patience, seen)).to.deep.equal(written);
    expect(troubles).to.deep.equal([]);
  });

  it('goes on when the server was gone for a while', async () => {
    const { server, open } = made();
    const patient = open({ limits: { callMilliseconds: 5_000 } });
    const { seen } = await start(2);
    const before = await append(1);
    server.goAway();
    const writing = append(1, patient);
    await sleep(400);
    await server.comeBack();
    expect(await within(patience, seen)).to.deep.equal([...before, ...(await writing)]);
  });

  it('goes on when the server was frozen for a while', async () => {
    const { server, open } = made();
    const patient = open({ limits: { callMilliseconds: 5_000 } });
    const { seen } = await start(1);
    server.faults.freeze();
    const writing = append(1, patient);
    await sleep(300);
    server.faults.thaw();
    expect(await within(patience, seen)).to.deep.equal(await writing);
  });

  it('notices a subscription that the server has forgotten', async () => {
    const { server, open } = made();
    const { seen } = await start(1, open({ limits: { idleMilliseconds: 100 } }));
    server.faults.drop('mute');
    const written = await append(1);
    expect(await within(patience, seen)).to.deep.equal(written);
  });

  it('says nothing while only the server itself writes', async () => {
    const { server, store, open } = made();
    const quiet = open({ limits: { idleMilliseconds: 20 } });
    const end = new AbortController();
    const pages = [];
    const timer = setTimeout(() => {
      end.abort();
    }, 300);
    const writing = setInterval(() => {
      server.log.writeStatistics(10);
    }, 10);
    for await (const page of quiet.subscribe({ after: await store.head() }, end.signal))
      pages.push(page);
    clearTimeout(timer);
    clearInterval(writing);
    expect(pages.map(({ events, live }) => [events.length, live])).to.deep.equal([[0, true]]);
  });

  it("goes on when a record of the server's own that it had come to is cleared away", async () => {
    const { server, open } = made();
    await append(1);
    server.log.writeStatistics(3);
    const { seen } = await start(1, open({ limits: { idleMilliseconds: 50 } }));
    server.log.scavenge();
    await sleep(120);
    const written = await append(1);
    expect(await within(patience, seen)).to.deep.equal(written);
  });

  it('ends the subscription at the server when its consumer leaves', async () => {
    const { server, store } = made();
    const { seen } = await start(1);
    await append(1);
    await seen;
    while (server.faults.subscriptions > 0) await sleep(5);
    expect(await collect(store.readAll())).to.have.length(1);
  });
});
