import { expect } from 'chai';
import { setTimeout as sleep } from 'node:timers/promises';
import { StoreUnavailableError } from '../../domain/kernel/faults.js';
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

  it('because the store is away wait for it, however long', async () => {
    const away = new StoreUnavailableError('away');
    const { shadow: events, parked } = await failing(away, 12);
    expect([events.length, parked.length]).to.deep.equal([2, 0]);
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
