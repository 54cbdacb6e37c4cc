import { expect } from 'chai';
import { methodsOf, sourceOf, stage, storedOf } from '../../test/projections/running.js';
import { add, spoil, toys, toysAs, type Toy } from '../../test/projections/toy.js';
import type { ReadStore } from '../read-store.js';
import type { EventSource } from './source.js';

describe('projection runner in trouble', () => {
  const on = stage();

  it('parks a document whose fold throws, and folds the others on', async () => {
    await on.log.append(add(1, 'a'), add(1, 'b'), spoil('a'), add(1, 'a', 'b'));
    const parked: string[] = [];
    const run = await on.begin({
      onParked: (projection, { id, cause }) => parked.push(`${projection} ${id}: ${String(cause)}`),
    });
    await run.caughtUp();
    const spoiltAt = (await on.log.all())[2]!.position;
    expect(await on.store.parked(toys.collection)).to.deep.equal([
      {
        ...(await on.store.collection<Toy>(toys.collection).get('a')),
        parkedAt: spoiltAt,
        position: spoiltAt,
      },
    ]);
    expect((await on.store.collection<Toy>(toys.collection).get('a'))?.sum).to.equal(1);
    expect((await on.store.collection<Toy>(toys.collection).get('b'))?.sum).to.equal(2);
    expect(parked).to.deep.equal(['toys a: Error: a is spoilt']);
    await on.expectStraight();
  });

  it('parks a document that its collection could not hold', async () => {
    await on.log.append(add(1, 'a'));
    const wrong = toysAs('toys', 1, () => ({ sum: 'x' as never, seen: [], label: 'x' }));
    const run = await on.begin({ projections: [wrong] });
    await run.caughtUp();
    expect(await on.store.parked(toys.collection)).to.have.length(1);
    expect(await on.store.collection(toys.collection).get('a')).to.equal(undefined);
  });

  it('folds a parked document anew', async () => {
    await on.log.append(add(1, 'a'), add(2, 'a'), add(4, 'b'), add(8, 'a'));
    let broken = true;
    const fragile = toysAs('toys', 1, (document, event, id) => {
      if (broken && (event.data as { amount: number }).amount === 2) throw new Error('broken');
      return toys.evolve(document, event, id);
    });
    const run = await on.begin({ projections: [fragile] });
    await run.caughtUp();
    const collection = on.store.collection<Toy>(toys.collection);
    expect((await collection.get('a'))?.sum).to.equal(1);
    const failure: unknown = await run.refold('toys', 'a').catch((error: unknown) => error);
    expect(failure).to.match(/broken/);
    expect(await on.store.parked(toys.collection)).to.have.length(1);
    broken = false;
    expect(await run.refold('toys', 'a')).to.equal(true);
    expect(await run.refold('toys', 'a')).to.equal(false);
    expect(await run.refold('toys', 'none')).to.equal(false);
    await on.expectStraight();
    await on.log.append(add(16, 'a'));
    await run.caughtUp();
    await on.expectStraight();
  });

  it('stops a projection that can not tell what an event touches, and no other', async () => {
    const others = {
      ...toysAs('others'),
      touches: () => {
        throw new Error('confused');
      },
    };
    await on.log.append(add(1, 'a'));
    const run = await on.begin({ projections: [toys, others] });
    await run.until(({ statuses }) => statuses.some(({ state }) => state === 'failed'));
    expect(run.statuses.find(({ state }) => state === 'failed')).to.include({
      projection: 'others',
    });
    await on.log.append(add(1, 'b'));
    await run.until(async () => (await storedOf(on.store)).size === 2);
    await on.expectStraight();
  });

  it('tries again when the store fails, without losing or doubling anything', async () => {
    let failures = 3;
    const failing: ReadStore = {
      ...methodsOf(on.store),
      commit: async (commit) => {
        if (failures-- > 0) throw new Error('disk full');
        await on.store.commit(commit);
      },
    };
    await on.log.append(add(1, 'a'), add(1, 'b'));
    const run = await on.begin({ store: failing });
    await run.caughtUp();
    await on.expectStraight();
    expect(run.statuses.map(({ state }) => state)).to.deep.equal(['loading', 'retrying', 'live']);
  });

  it('tries again, with no further event, what it had held back a moment when the store failed', async () => {
    let failures = 0;
    let commits = 0;
    const failing: ReadStore = {
      ...methodsOf(on.store),
      commit: async (commit) => {
        if (failures-- > 0) throw new Error('disk full');
        commits += 1;
        await on.store.commit(commit);
      },
    };
    const run = await on.begin({ store: failing });
    await run.caughtUp();
    commits = 0;
    for (let i = 0; i < 20; i++) await on.log.append(add(1, 'a'));
    failures = 3;
    await run.caughtUp();
    await on.expectStraight();
    expect(commits).to.be.lessThan(20);
    expect(run.statuses.map(({ state }) => state)).to.include('retrying');
  });

  it('resumes when the log drops it', async () => {
    let drops = 2;
    const events = {
      ...sourceOf(on.log),
      async *subscribe(...[options, signal]: Parameters<EventSource['subscribe']>) {
        for await (const page of on.log.events.subscribe({ ...options, pageSize: 1 }, signal)) {
          yield page;
          if (page.events.length > 0 && drops-- > 0) throw new Error('consumer too slow');
        }
      },
    };
    const run = await on.begin({ events });
    await run.until(({ statuses }) => statuses.some(({ state }) => state === 'live'));
    await on.log.append(add(1, 'a'), add(1, 'a'), add(1, 'a'));
    await run.caughtUp();
    await on.expectStraight();
  });
});
