import { expect } from 'chai';
import { createMemoryEventStore } from '../../adapters/memory/event-store.js';
import { instant } from '../../domain/kernel/instant.js';
import type { Rejection } from '../../domain/kernel/rejection.js';
import type { Result } from '../../domain/kernel/result.js';
import {
  citizen,
  clerk,
  importer,
  machine,
  movableClock,
  toyBench,
  toyDispatch,
} from '../../test/commands/workbench.js';
import { unsteady } from '../../test/commands/unsteady-store.js';
import type { Done } from '../dispatch.js';

const codeOf = (result: Result<unknown, Rejection>): string =>
  result.ok ? 'ok' : result.error.code;

const value = (result: Result<Done, Rejection>): Done => {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
};

describe('the pipeline', () => {
  it('writes what a command decides and says where', async () => {
    const bench = toyBench();
    const begun = value(await bench.do('begin', 'box', {}));
    const added = value(await bench.do('add', 'box', { amount: 5 }));
    expect(begun).to.include({ revision: 0n, repeated: false, unchanged: false });
    expect(added.revision).to.equal(1n);
    expect(added.position > begun.position).to.equal(true);
    const [first, second] = await bench.events('box');
    expect([first?.type, second?.type]).to.deep.equal(['toy.opened.v1', 'toy.added.v1']);
    expect(second?.position).to.equal(added.position);
  });

  it('records who, when, from where and why', async () => {
    const bench = toyBench();
    await bench.do('begin', 'box', {}, { correlationId: 'talk', causationId: 'cause' });
    const meta = (await bench.events('box'))[0]?.meta;
    expect(meta).to.deep.include({
      actor: clerk.actor,
      origin: 'actor',
      authority: 'town',
      office: 'desk',
      channel: 'counter',
      occurredAt: '2024-03-01T09:00:00.000Z',
      correlationId: 'talk',
      causationId: 'cause',
    });
  });

  it('answers a rejection and writes nothing', async () => {
    const bench = toyBench();
    await bench.do('begin', 'box', {});
    expect(codeOf(await bench.do('begin', 'box', {}))).to.equal('toy.there');
    expect(await bench.events('box')).to.have.length(1);
  });

  it('answers unchanged when nothing follows, with the position of what stands', async () => {
    const bench = toyBench();
    const begun = value(await bench.do('begin', 'box', {}));
    const nothing = value(await bench.do('add', 'box', { amount: 0 }));
    expect(nothing).to.include({ unchanged: true, revision: 0n, position: begun.position });
  });

  describe('checks', () => {
    it('list every fault of a body by its place', async () => {
      const result = await toyBench().do('add', 'box', { amount: 'x', 'a/b': 1 });
      if (result.ok) throw new Error('accepted');
      expect(result.error.code).to.equal('request.invalid');
      expect(result.error.faults?.map(({ pointer }) => pointer)).to.have.members([
        '/amount',
        '/a~1b',
      ]);
    });

    it('refuse text that the log can not carry', async () => {
      const bench = toyBench();
      await bench.do('begin', 'box', {});
      const result = await bench.do('add', 'box', { amount: 1, note: '\ud800' });
      expect(codeOf(result)).to.equal('request.invalid');
    });

    for (const operation of ['paint', 'constructor'])
      it(`know no operation "${operation}"`, async () => {
        const result = await toyBench().do(operation, 'box', {});
        expect(codeOf(result)).to.equal('request.unknown-operation');
      });

    it('need an idempotency key', async () => {
      const result = await toyBench().do('begin', 'box', {}, { idempotencyKey: '' });
      expect(codeOf(result)).to.equal('request.invalid');
    });

    it('look at the kind of actor before anything is loaded', async () => {
      const store = unsteady(createMemoryEventStore({ now: movableClock().now }));
      const bench = toyBench({ store });
      const vendor = { ...clerk, actor: { id: 'v', kind: 'vendor' as const, roles: ['x'] } };
      expect(codeOf(await bench.do('add', 'box', { amount: 1 }, { caller: vendor }))).to.equal(
        'access.kind',
      );
      expect(store.calls.read).to.equal(0);
    });

    it('look at the relation to the state', async () => {
      const bench = toyBench();
      await bench.do('begin', 'box', {}, { caller: citizen('ann') });
      const add = (id: string) => bench.do('add', 'box', { amount: 1 }, { caller: citizen(id) });
      expect(codeOf(await add('ann'))).to.equal('ok');
      expect(codeOf(await add('bob'))).to.equal('access.not-related');
    });
  });

  describe('If-Match', () => {
    it('lets a command through that decided on the present revision', async () => {
      const bench = toyBench();
      await bench.do('begin', 'box', {});
      expect(codeOf(await bench.do('add', 'box', { amount: 1 }, { expected: 0n }))).to.equal('ok');
    });

    it('refuses one that decided on an older revision', async () => {
      const bench = toyBench();
      await bench.do('begin', 'box', {});
      await bench.do('add', 'box', { amount: 1 });
      const result = await bench.do('add', 'box', { amount: 1 }, { expected: 0n });
      expect(codeOf(result)).to.equal('request.precondition-failed');
    });

    it('does not stand in the way of repeating the command that moved it on', async () => {
      const bench = toyBench();
      await bench.do('begin', 'box', {});
      const add = toyDispatch('add', 'box', { amount: 1 }, { expected: 0n });
      await bench.execute(add);
      expect(value(await bench.execute(add)).repeated).to.equal(true);
    });
  });

  describe('time', () => {
    it('never runs backwards within a stream', async () => {
      const bench = toyBench();
      await bench.do('begin', 'box', {});
      bench.clock.forward(-60_000);
      await bench.do('add', 'box', { amount: 1 });
      const times = (await bench.events('box')).map(({ meta }) => meta.occurredAt);
      expect(times).to.deep.equal(['2024-03-01T09:00:00.000Z', '2024-03-01T09:00:00.000Z']);
    });

    it('is brought by imports only', async () => {
      const occurredAt = instant('2001-01-01T00:00:00Z');
      const bench = toyBench();
      const refused = await bench.do('begin', 'box', {}, { occurredAt });
      expect(codeOf(refused)).to.equal('access.time');
      const old = { occurredAt, origin: 'import', caller: importer } as const;
      expect(codeOf(await bench.do('begin', 'box', {}, old))).to.equal('ok');
      const meta = (await bench.events('box'))[0]?.meta;
      expect(meta).to.include({ occurredAt, origin: 'import' });
    });

    it('that is earlier than the last of the stream, or has not come, is refused', async () => {
      const bench = toyBench();
      await bench.do('begin', 'box', {});
      const at = (text: string) =>
        bench.do('add', 'box', { amount: 1 }, { occurredAt: instant(text), caller: importer });
      expect(codeOf(await at('2024-03-01T08:59:59Z'))).to.equal('request.out-of-order');
      expect(codeOf(await at('2024-03-01T09:00:01Z'))).to.equal('request.in-the-future');
    });
  });

  describe('what is due', () => {
    it('comes first, as a fact of the rule, at its own time', async () => {
      const bench = toyBench();
      await bench.do('begin', 'box', { minutes: 10 });
      bench.clock.forward(30 * 60_000);
      expect(codeOf(await bench.do('add', 'box', { amount: 1 }))).to.equal('toy.lapsed');
      const settled = value(await bench.do('settle', 'box', {}, { caller: machine }));
      expect(settled.revision).to.equal(1n);
      const meta = (await bench.events('box'))[1]?.meta;
      expect(meta).to.deep.include({ origin: 'policy', occurredAt: '2024-03-01T09:10:00.000Z' });
      expect(meta?.rule).to.deep.equal({ service: 'toy', version: 1, rule: 'timer/lapse' });
    });

    it('is the same whether the timekeeper or a command came first', async () => {
      const run = async (timekeeperFirst: boolean) => {
        const bench = toyBench();
        await bench.do('begin', 'box', { minutes: 10 });
        bench.clock.forward(30 * 60_000);
        if (timekeeperFirst) await bench.do('settle', 'box', {}, { caller: machine });
        await bench.do('settle', 'box', {}, { caller: machine });
        return (await bench.events('box')).map(({ type, data, meta }) => {
          const { actor, origin, rule, channel, occurredAt } = meta;
          return { type, data, actor, origin, rule, channel, occurredAt };
        });
      };
      expect(await run(true)).to.deep.equal(await run(false));
    });
  });

  describe('a repeated command', () => {
    it('has one effect and one result, also after later commands', async () => {
      const bench = toyBench();
      await bench.do('begin', 'box', {});
      const add = toyDispatch('add', 'box', { amount: 1 });
      const first = value(await bench.execute(add));
      await bench.do('add', 'box', { amount: 2 });
      const again = value(await bench.execute(add));
      expect(again).to.deep.equal({ ...first, repeated: true });
      expect(await bench.events('box')).to.have.length(3);
    });

    it('is known to a process that starts later', async () => {
      const bench = toyBench();
      const begin = toyDispatch('begin', 'box', {});
      const first = value(await bench.execute(begin));
      const other = toyBench({ store: bench.store });
      expect(value(await other.execute(begin))).to.deep.equal({ ...first, repeated: true });
    });

    it('with another body is refused', async () => {
      const bench = toyBench();
      await bench.do('begin', 'box', {});
      const idempotencyKey = 'mine';
      await bench.do('add', 'box', { amount: 1 }, { idempotencyKey });
      const result = await bench.do('add', 'box', { amount: 2 }, { idempotencyKey });
      expect(codeOf(result)).to.equal('request.key-reused');
    });

    it('with the same body in another order of keys is the same', async () => {
      const bench = toyBench();
      await bench.do('begin', 'box', {});
      const idempotencyKey = 'mine';
      await bench.do('add', 'box', { amount: 1, note: 'n' }, { idempotencyKey });
      const result = await bench.do('add', 'box', { note: 'n', amount: 1 }, { idempotencyKey });
      expect(value(result).repeated).to.equal(true);
    });

    it('of another actor, operation or target is another command', async () => {
      const bench = toyBench();
      const idempotencyKey = 'same';
      for (const target of ['a', 'b'])
        expect(value(await bench.do('begin', target, {}, { idempotencyKey })).repeated).to.equal(
          false,
        );
      await bench.do('add', 'a', { amount: 1 }, { idempotencyKey });
      await bench.do('add', 'a', { amount: 1 }, { idempotencyKey, caller: machine });
      expect(await bench.events('a')).to.have.length(3);
    });

    it('is not remembered when it was rejected or decided nothing', async () => {
      const bench = toyBench();
      const add = toyDispatch('add', 'box', { amount: 1 });
      expect(codeOf(await bench.execute(add))).to.equal('toy.absent');
      await bench.do('begin', 'box', {});
      expect(value(await bench.execute(add)).repeated).to.equal(false);
    });
  });

  describe('a command that makes its own stream', () => {
    it('finds its stream again', async () => {
      const bench = toyBench();
      const open = toyDispatch('open', 'kind', { owner: 'ann' });
      const first = value(await bench.execute(open));
      expect(value(await bench.execute(open))).to.deep.equal({ ...first, repeated: true });
    });

    it('takes the next name when its first is taken', async () => {
      const bench = toyBench({ names: (_id, attempt) => `name${attempt}` });
      const dispatches = ['ann', 'bob', 'cid'].map((owner) => toyDispatch('open', 'k', { owner }));
      const done = [];
      for (const dispatch of dispatches) done.push(value(await bench.execute(dispatch)));
      expect(done.map(({ stream }) => stream)).to.deep.equal([
        'toy-name0',
        'toy-name1',
        'toy-name2',
      ]);
      const again = value(await bench.execute(dispatches[2]!));
      expect(again).to.deep.include({ stream: 'toy-name2', repeated: true });
    });
  });
});
