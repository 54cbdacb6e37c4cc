import { expect } from 'chai';
import { stage } from '../../test/projections/running.js';
import { add } from '../../test/projections/toy.js';
import type { Position } from '../../domain/kernel/ids.js';
import { PositionWaiter } from './waiter.js';

const at = (text: string) => text as Position;

const late = (waiting: Promise<void>): Promise<unknown> =>
  waiting.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('waiting for a position', () => {
  const on = stage();

  it('returns at once when the position was reached before', async () => {
    const waiter = new PositionWaiter();
    waiter.advance('cases', at('0005'));
    await waiter.waitFor('cases', at('0004'), 1);
    await waiter.waitFor('cases', at('0005'), 1);
  });

  it('returns when the position is reached, for each projection by itself', async () => {
    const waiter = new PositionWaiter();
    let done = false;
    const waiting = waiter.waitFor('cases', at('0005'), 2_000).then(() => (done = true));
    waiter.advance('events', at('0009'));
    waiter.advance('cases', at('0004'));
    await Promise.resolve();
    expect(done).to.equal(false);
    waiter.advance('cases', at('0006'));
    await waiting;
  });

  it('gives up in time, saying that it may be tried again', async () => {
    const waiter = new PositionWaiter();
    const error = await late(waiter.waitFor('cases', at('0005'), 5));
    expect(error).to.include({ code: 'projection.behind', retryable: true });
  });

  it('lets a reader see its own write, told by the runner', async () => {
    const waiter = new PositionWaiter();
    await on.begin({ onProgress: (progress) => waiter.hear(progress) });
    for (let round = 1; round <= 20; round++) {
      await on.log.append(add(1, 'a'));
      await waiter.waitFor('toys', await on.log.events.head(), 2_000);
      const [state] = await on.store.versions('toys');
      expect(await on.store.collection(state!.definition).get('a')).to.include({ sum: round });
    }
  });

  it('lets a reader see its own write in a process that hears of nothing', async () => {
    const waiter = new PositionWaiter({ poll: on.store, pollMilliseconds: 5 });
    const run = await on.begin();
    await run.until(({ statuses }) => statuses.some(({ state }) => state === 'live'));
    await on.log.append(add(1, 'a'));
    await waiter.waitFor('toys', await on.log.events.head(), 2_000);
    const [state] = await on.store.versions('toys');
    expect(await on.store.collection(state!.definition).get('a')).to.include({ sum: 1 });
  });

  it('goes on asking a store that fails now and then', async () => {
    let failures = 2;
    const poll = {
      versions: () => (failures-- > 0 ? Promise.reject(new Error('busy')) : on.store.versions()),
      collection: on.store.collection.bind(on.store),
      close: () => Promise.resolve(),
    };
    const waiter = new PositionWaiter({ poll, pollMilliseconds: 1 });
    await on.log.append(add(1, 'a'));
    const run = await on.begin();
    await run.caughtUp();
    await waiter.waitFor('toys', await on.log.events.head(), 2_000);
    expect(failures).to.be.below(0);
  });
});
