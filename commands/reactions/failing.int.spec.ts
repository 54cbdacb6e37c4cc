import { expect } from 'chai';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  ReadStoreUnavailableError,
  StoreFullError,
  StoreUnavailableError,
} from '../../domain/kernel/faults.js';
import {
  boxAndShadow,
  everything,
  pageOf,
  setup,
  shadow,
} from '../../test/commands/reaction-bench.js';
import { toyBench } from '../../test/commands/workbench.js';
import type { Execute } from './handler.js';
import type { Reaction } from './reaction.js';
import { createParkedEvents } from './parked.js';
import { createReactions, type ReactionsOptions } from './runner.js';

describe('reactions that fail', () => {
  /** The shadow is missing: a rule says no. */
  const rejected = async () => {
    const bench = toyBench();
    await bench.do('begin', 'box', {});
    const all = setup(bench);
    await all.reactions.start();
    await bench.do('add', 'box', { amount: 4 });
    await bench.do('add', 'box', { amount: 5 });
    await all.reactions.handle(pageOf(await everything(bench)));
    const operators = createParkedEvents({ ...all.options, reactions: [shadow] });
    return { bench, operators, ...all };
  };

  it('by a rejection are parked at once, and the next event is handled', async () => {
    const { operators, checkpoints, bench } = await rejected();
    const parked = await operators.list();
    expect(parked).to.have.length(2);
    expect(parked[0]).to.deep.include({
      reaction: 'shadow',
      stream: 'toy-box',
      type: 'toy.added.v1',
      cause: { code: 'toy.absent', message: 'There is no such toy.' },
      attempts: 1,
    });
    expect(checkpoints.stored.get('shadow')?.position).to.equal(await bench.store.head());
  });

  const twins = (targets: readonly [string, string]): Reaction => ({
    ...shadow,
    react: (event) =>
      shadow.react(event).flatMap((asked) => targets.map((target) => ({ ...asked, target }))),
  });

  const both = async (targets: readonly [string, string]) => {
    const bench = await boxAndShadow();
    const all = setup(bench, { reactions: [twins(targets)] });
    await all.reactions.start();
    await bench.do('add', 'box', { amount: 4 });
    const page = pageOf(await everything(bench));
    await all.reactions.handle(page);
    return { bench, parking: all.parking };
  };

  it('are not mistaken for each other: two consequences for one stream are both carried out', async () => {
    const { bench, parking } = await both(['shadow', 'shadow']);
    expect(await bench.events('shadow')).to.have.length(3);
    expect(await parking.list(9)).to.deep.equal([]);
  });

  it('in one consequence carry out the others, and are parked', async () => {
    const { bench, parking } = await both(['shadow-missing', 'shadow']);
    expect(await bench.events('shadow')).to.have.length(2);
    expect((await parking.list(9))[0]?.cause.code).to.equal('toy.absent');
  });

  it('because it is so already have done what they should', async () => {
    const bench = toyBench();
    await bench.do('begin', 'box', {});
    const { reactions, parking } = setup(bench, {
      reactions: [{ ...shadow, already: ['toy.absent'] }],
    });
    await reactions.start();
    await bench.do('add', 'box', { amount: 4 });
    await reactions.handle(pageOf(await everything(bench)));
    expect(await parking.list(9)).to.deep.equal([]);
  });

  it('are tried again by an operator, and stay parked when they fail again', async () => {
    const { operators, bench, parking } = await rejected();
    const { id } = (await operators.list(1))[0]!;
    const operator = { by: 'olga', reason: 'made the shadow' };
    expect(await operators.retry(id, operator)).to.include({ code: 'toy.absent' });
    expect((await operators.list(1))[0]?.attempts).to.equal(2);
    await bench.do('begin', 'shadow', {});
    expect(await operators.retry(id, operator)).to.equal(undefined);
    expect(await bench.events('shadow')).to.have.length(2);
    expect(await operators.list()).to.have.length(1);
    expect(parking.resolved[0]?.resolution).to.deep.include({ how: 'retried', ...operator });
  });

  it('are given up by an operator with a reason', async () => {
    const { operators, parking } = await rejected();
    const { id } = (await operators.list(1))[0]!;
    await operators.discard(id, { by: 'olga', reason: 'a test' });
    expect(parking.resolved[0]).to.deep.nested.include({
      id,
      'resolution.how': 'discarded',
      'resolution.reason': 'a test',
    });
    const again: unknown = await operators
      .discard(id, { by: 'olga', reason: 'a test' })
      .catch((error: unknown) => error);
    expect(again).to.have.property('code', 'reaction.not-parked');
  });

  const failing = async (error: Error, times: number) => {
    const bench = await boxAndShadow();
    let failures = 0;
    const execute: Execute = (dispatch) => {
      failures += 1;
      return failures <= times ? Promise.reject(error) : bench.execute(dispatch);
    };
    const all = setup(bench, { execute });
    await all.reactions.start();
    await bench.do('add', 'box', { amount: 4 });
    await all.reactions.handle(pageOf(await everything(bench)));
    return { shadow: await bench.events('shadow'), parked: await all.parking.list(9) };
  };

  it('by a fault that passes come through', async () => {
    const { shadow: events, parked } = await failing(new Error('hiccup'), 2);
    expect([events.length, parked.length]).to.deep.equal([2, 0]);
  });

  it('by a fault that stays are parked with it', async () => {
    const { parked } = await failing(new Error('broken'), 99);
    expect(parked[0]).to.deep.include({
      attempts: 3,
      cause: { code: 'internal', message: 'broken' },
    });
  });

  const passing = {
    'the log is away': new StoreUnavailableError('away'),
    'the log is full': new StoreFullError('no room.'),
    'read models are away': new ReadStoreUnavailableError('away'),
  };
  for (const [why, error] of Object.entries(passing))
    it(`because ${why} wait for it, however long`, async () => {
      const { shadow: events, parked } = await failing(error, 12);
      expect([events.length, parked.length]).to.deep.equal([2, 0]);
    });

  /** Throws some times, then works. */
  const away = <A extends readonly unknown[], T>(work: (...asked: A) => Promise<T>, times = 4) => {
    let left = times;
    return (...asked: A): Promise<T> =>
      left-- > 0 ? Promise.reject(new ReadStoreUnavailableError('away')) : work(...asked);
  };
  const missing = { aggregate: 'toy', operation: 'add', target: 'none', body: { amount: 1 } };
  const lost: Reaction = { ...shadow, name: 'lost', react: () => [missing] };
  type Broken = (options: ReactionsOptions) => Partial<ReactionsOptions>;
  const running = async (broken: Broken, between = 0) => {
    const bench = await boxAndShadow();
    const { options, checkpoints, parking } = setup(bench);
    const stop = new AbortController();
    const end = createReactions({ ...options, ...broken(options) }).run(stop.signal);
    const until = async (holds: () => boolean | Promise<boolean>) => {
      while (!(await holds())) await Promise.race([sleep(1), end]);
    };
    await until(() => checkpoints.stored.has('shadow'));
    for (const amount of [1, 2]) {
      await bench.do('add', 'box', { amount });
      await until(async () => (await bench.events('shadow')).length > amount);
      await sleep(between);
    }
    stop.abort();
    await end;
    return { parked: await parking.list(9), checkpoints, head: await bench.store.head() };
  };

  it('to find where they stand, because that is not to be read for a while, find it later', async () => {
    await running(({ checkpoints }) => ({
      checkpoints: { ...checkpoints, load: away((name: string) => checkpoints.load(name)) },
    }));
  });

  it('to find which log it is, because that is away for a while, find it later', async () => {
    await running(({ store }) => ({
      store: {
        identity: away(() => store.identity()),
        readAll: (options) => store.readAll(options),
        read: (...asked) => store.read(...asked),
        subscribe: (...asked) => store.subscribe(...asked),
        head: () => store.head(),
        close: () => store.close(),
      },
    }));
  });

  it('to set aside what failed, because there is no place for a while, do it later', async () => {
    const { parked } = await running(({ parking }) => ({
      reactions: [shadow, lost],
      parking: { ...parking, park: away((event) => parking.park(event)) },
    }));
    expect(parked.map(({ reaction }) => reaction)).to.include('lost');
  });

  it('to store how far they came, because that is away for a while, go on and store it later', async () => {
    const { checkpoints, head } = await running(({ checkpoints: stored }) => {
      const later = away((...asked: Parameters<typeof stored.save>) => stored.save(...asked), 2);
      const save: typeof stored.save = async (name, at) =>
        (await stored.load(name)) === undefined ? stored.save(name, at) : later(name, at);
      return { checkpoints: { ...stored, save } };
    }, 300);
    expect(checkpoints.stored.get('shadow')?.position).to.equal(head);
  });

  it('end with the signal while they wait', async () => {
    const bench = await boxAndShadow();
    const execute: Execute = () => Promise.reject(new StoreUnavailableError('away'));
    const { reactions } = setup(bench, { execute });
    const stop = new AbortController();
    const running = reactions.run(stop.signal);
    await sleep(5);
    await bench.do('add', 'box', { amount: 4 });
    await sleep(5);
    stop.abort();
    await running;
    expect(await bench.events('shadow')).to.have.length(1);
  });
});
