import { expect } from 'chai';
import { setTimeout as sleep } from 'node:timers/promises';
import { instant } from '../../domain/kernel/instant.js';
import {
  boxAndShadow,
  everything,
  pageOf,
  setup,
  shadow,
} from '../../test/commands/reaction-bench.js';
import { importer, toyBench } from '../../test/commands/workbench.js';
import type { Reaction } from './reaction.js';
import { createReactions } from './runner.js';

describe('reactions', () => {
  it('turn an event into commands that name it as their cause', async () => {
    const bench = await boxAndShadow();
    const { reactions } = setup(bench);
    await reactions.start();
    await bench.do('add', 'box', { amount: 4 }, { correlationId: 'talk' });
    const cause = (await bench.events('box'))[1]!;
    await reactions.handle(pageOf([cause]));
    const [, effect] = await bench.events('shadow');
    expect(effect?.data).to.deep.equal({ amount: 4 });
    expect(effect?.meta).to.deep.include({ causationId: cause.id, correlationId: 'talk' });
    expect(effect?.meta.actor).to.include({ id: 'reaction:shadow', kind: 'system' });
  });

  it('have one effect however often an event is delivered, also after a crash before the checkpoint', async () => {
    const bench = await boxAndShadow();
    const first = setup(bench);
    await first.reactions.start();
    const before = first.checkpoints.stored.get('shadow')!;
    await bench.do('add', 'box', { amount: 4 });
    const page = pageOf(await everything(bench));
    await first.reactions.handle(page);
    await first.reactions.handle(page);
    const second = setup(bench);
    await second.checkpoints.save('shadow', before);
    await second.reactions.start();
    await second.reactions.handle(page);
    expect(await bench.events('shadow')).to.have.length(2);
  });

  it('begin at the end of the log when they are new', async () => {
    const bench = await boxAndShadow();
    await bench.do('add', 'box', { amount: 4 });
    const { reactions } = setup(bench);
    await reactions.start();
    await reactions.handle(pageOf(await everything(bench)));
    expect(await bench.events('shadow')).to.have.length(1);
  });

  it('that are new in an empty log miss nothing that comes before they run again', async () => {
    const bench = toyBench();
    const first = setup(bench);
    await first.reactions.start();
    await bench.do('begin', 'box', {});
    await bench.do('begin', 'shadow', {});
    await bench.do('add', 'box', { amount: 4 });
    const second = createReactions(first.options);
    await second.start();
    await second.handle(pageOf(await everything(bench)));
    expect(await bench.events('shadow')).to.have.length(2);
  });

  it('follow the log until they are stopped, and go on where they were', async () => {
    const bench = await boxAndShadow();
    const { options, checkpoints } = setup(bench);
    for (const amount of [1, 2]) {
      const stop = new AbortController();
      const running = createReactions(options).run(stop.signal);
      while (!checkpoints.stored.has('shadow')) await sleep(1);
      await bench.do('add', 'box', { amount });
      while ((await bench.events('shadow')).length < amount + 1) await sleep(1);
      stop.abort();
      await running;
    }
    const amounts = (await bench.events('shadow')).slice(1).map(({ data }) => data);
    expect(amounts).to.deep.equal([{ amount: 1 }, { amount: 2 }]);
  });

  it('refuse a checkpoint of another log, or of an event that is not there', async () => {
    const bench = await boxAndShadow();
    const { reactions, checkpoints } = setup(bench);
    const [first, second] = await everything(bench);
    const codeOf = async () => {
      const error: unknown = await reactions.start().catch((thrown: unknown) => thrown);
      return (error as { code?: string } | undefined)?.code;
    };
    const logId = await bench.store.identity();
    const { position } = second!;
    await checkpoints.save('shadow', { logId: 'other', position, eventId: second!.id });
    expect(await codeOf()).to.equal('reaction.foreign-log');
    await checkpoints.save('shadow', { logId, position, eventId: first!.id });
    expect(await codeOf()).to.equal('reaction.foreign-log');
    await checkpoints.save('shadow', { logId, position, eventId: second!.id });
    expect(await codeOf()).to.equal(undefined);
  });

  it('halt at an event of newer code', async () => {
    const bench = await boxAndShadow();
    const { reactions } = setup(bench);
    await reactions.start();
    const [known] = await bench.events('box');
    const newer = { ...known!, type: 'toy.painted.v1', position: 'z' as never };
    const error: unknown = await reactions
      .handle(pageOf([newer]))
      .catch((thrown: unknown) => thrown);
    expect(error).to.have.property('code', 'event.unknown');
  });

  describe('to what an import brought', () => {
    const at = instant('2001-01-01T00:00:00Z');
    const imported = async (reaction: Reaction) => {
      const bench = toyBench();
      const { reactions } = setup(bench, { reactions: [reaction] });
      await reactions.start();
      const history = { caller: importer, occurredAt: at, origin: 'import' as const };
      for (const target of ['box', 'shadow']) await bench.do('begin', target, {}, history);
      await bench.do('add', 'box', { amount: 4 }, history);
      await reactions.handle(pageOf(await everything(bench)));
      return bench.events('shadow');
    };

    it('are history themselves', async () => {
      const [, effect] = await imported(shadow);
      expect(effect?.meta).to.include({ origin: 'import', occurredAt: at });
    });

    it('do not happen when their effects go outside', async () => {
      expect(await imported({ ...shadow, outside: true })).to.have.length(1);
    });
  });

  it('stay where they are on a page without events', async () => {
    const bench = await boxAndShadow();
    const { reactions, checkpoints } = setup(bench);
    await reactions.start();
    const before = checkpoints.stored.get('shadow');
    await reactions.handle({ events: [], next: 'z' as never, live: true });
    expect(checkpoints.stored.get('shadow')).to.equal(before);
  });
});
