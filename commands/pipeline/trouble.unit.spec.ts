import { expect } from 'chai';
import { createMemoryEventStore } from '../../adapters/memory/event-store.js';
import {
  ConflictError,
  StoreBusyError,
  StoreUnavailableError,
} from '../../domain/kernel/faults.js';
import { streamName } from '../../domain/kernel/ids.js';
import type { Rejection } from '../../domain/kernel/rejection.js';
import type { Result } from '../../domain/kernel/result.js';
import {
  citizen,
  movableClock,
  toyBench,
  toyDispatch,
  type BenchOptions,
} from '../../test/commands/workbench.js';
import { unsteady } from '../../test/commands/unsteady-store.js';
import { passThroughSealer } from '../ports/sealer.js';
import type { Done } from '../dispatch.js';

const codeOf = (result: Result<unknown, Rejection>): string =>
  result.ok ? 'ok' : result.error.code;

const value = (result: Result<Done, Rejection>): Done => {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
};

describe('the pipeline meets', () => {
  describe('other processes on the same log', () => {
    it('make a rejection from memory be confirmed', async () => {
      const one = toyBench();
      const two = toyBench({ store: one.store, clock: one.clock });
      await one.do('begin', 'box', { minutes: 1 });
      await two.do('add', 'box', { amount: 1 });
      await one.do('add', 'box', { amount: 1 });
      const result = await two.do('add', 'box', { amount: 1 }, { expected: 2n });
      expect(value(result).revision).to.equal(3n);
    });

    it('are not asked again when the state was just read', async () => {
      const clock = movableClock();
      const store = unsteady(createMemoryEventStore({ now: clock.now }));
      const bench = toyBench({ store, clock });
      await bench.do('add', 'box', { amount: 1 });
      expect(store.calls.read).to.equal(1);
    });

    it('make a command decide again on what they wrote', async () => {
      const one = toyBench();
      const two = toyBench({ store: one.store, clock: one.clock });
      await one.do('begin', 'box', {});
      await two.do('add', 'box', { amount: 1 });
      expect(value(await one.do('add', 'box', { amount: 2 })).revision).to.equal(2n);
      expect(one.loader.cached(streamName('toy-box'))?.state).to.include({ sum: 3 });
    });
  });

  describe('a store in trouble', () => {
    const troubled = (options: BenchOptions = {}) => {
      const clock = movableClock();
      const store = unsteady(createMemoryEventStore({ now: clock.now }));
      return { store, bench: toyBench({ store, clock, ...options }) };
    };

    for (const mishap of ['lost-reply', 'lost-request'] as const)
      it(`after a ${mishap} is sent the identical append again`, async () => {
        const { store, bench } = troubled();
        store.plan(mishap, mishap, 'none');
        expect(value(await bench.do('begin', 'box', {})).revision).to.equal(0n);
        expect(store.calls.append).to.equal(3);
        expect(await bench.events('box')).to.have.length(1);
      });

    it('that stays away is a fault, and the command can be sent again later', async () => {
      const { store, bench } = troubled();
      store.plan('lost-reply', 'lost-request', 'lost-request', 'lost-request');
      const begin = toyDispatch('begin', 'box', {});
      const fault: unknown = await bench.execute(begin).catch((error: unknown) => error);
      expect(fault).to.be.instanceOf(StoreUnavailableError);
      expect(value(await bench.execute(begin)).repeated).to.equal(true);
    });

    it('that takes its time to fail is not asked again for ever', async () => {
      const { store, bench } = troubled({ within: 0 });
      store.plan('lost-request');
      const fault: unknown = await bench.do('begin', 'box', {}).catch((error: unknown) => error);
      expect(fault).to.be.instanceOf(StoreUnavailableError);
      expect(store.calls.append).to.equal(1);
    });

    it('that is busy turns the command away without trying again', async () => {
      const { store, bench } = troubled();
      store.plan('busy');
      const fault: unknown = await bench.do('begin', 'box', {}).catch((error: unknown) => error);
      expect(fault).to.be.instanceOf(StoreBusyError);
      expect(store.calls.append).to.equal(1);
    });

    it('that is busy after an append was lost leaves the outcome unknown', async () => {
      const { store, bench } = troubled();
      store.plan('lost-reply', 'busy', 'busy', 'busy');
      const fault: unknown = await bench.do('begin', 'box', {}).catch((error: unknown) => error);
      expect(fault).to.be.instanceOf(StoreUnavailableError);
    });

    it('whose stream never stops moving is given up with the conflict', async () => {
      const { store, bench } = troubled();
      store.append = (stream, _events, expected) =>
        Promise.reject(new ConflictError(stream, expected, 99n));
      const fault: unknown = await bench.do('begin', 'box', {}).catch((error: unknown) => error);
      expect(fault).to.be.instanceOf(ConflictError);
    });

    it('that holds an event of newer code stops the command', async () => {
      const { store, bench } = troubled();
      await bench.do('begin', 'box', {});
      const known = (await bench.events('box'))[0]!;
      const newer = {
        ...known,
        id: known.meta.commandId as never,
        type: 'toy.painted.v1',
      };
      await store.append(streamName('toy-box'), [newer], 0n);
      const fresh = toyBench({ store });
      const fault: unknown = await fresh
        .do('add', 'box', { amount: 1 })
        .catch((error: unknown) => error);
      expect(fault).to.have.property('code', 'event.unknown');
    });
  });

  it('stores personal values sealed and decides on open ones', async () => {
    const sealer = {
      ...passThroughSealer,
      seal: (data: unknown) => Promise.resolve({ ...(data as object), owner: 'sealed:ann' }),
      open: (data: unknown) => Promise.resolve({ ...(data as object), owner: 'ann' }),
    };
    const bench = toyBench({ sealer });
    await bench.do('begin', 'box', {}, { caller: citizen('ann') });
    expect((await bench.events('box'))[0]?.data).to.include({ owner: 'sealed:ann' });
    const fresh = toyBench({ store: bench.store, sealer });
    const added = await fresh.do('add', 'box', { amount: 1 }, { caller: citizen('ann') });
    expect(codeOf(added)).to.equal('ok');
  });
});
