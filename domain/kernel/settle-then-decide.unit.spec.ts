import { expect } from 'chai';
import { storyOf } from '../../test/given-when-then.js';
import { authority } from './authority.js';
import type { Decider } from './decider.js';
import { epochMilliseconds, fromEpochMilliseconds, instant, type Instant } from './instant.js';
import { err, ok } from './result.js';
import { occasionOf, settleThenDecide, type Acting } from './settle-then-decide.js';

/** An egg timer: rings a minute after it was set; setting it while it runs is refused. */
interface Egg {
  readonly dueAt?: Instant;
  readonly rings: number;
  readonly by?: string;
}
type EggEvent =
  | { readonly type: 'egg.set.v1'; readonly data: { readonly dueAt: Instant } }
  | { readonly type: 'egg.rang.v1'; readonly data: object };

const running = err({ code: 'egg.running', kind: 'conflict' as const, message: 'Wait.' });
const rule = { service: 'egg', version: 1, rule: 'timer/egg' };
const minute = 60_000;

const eggDecider: Decider<Egg, 'set' | 'look', EggEvent, Acting> = {
  initialState: { rings: 0 },
  decide: (command, { dueAt }, { now }) => {
    if (command === 'look') return ok([]);
    if (dueAt !== undefined) return running;
    const next = fromEpochMilliseconds(epochMilliseconds(now) + minute);
    return ok([{ event: { type: 'egg.set.v1', data: { dueAt: next } } }]);
  },
  evolve: ({ rings }, event, { actor }) =>
    event.type === 'egg.set.v1'
      ? { rings, dueAt: event.data.dueAt, by: actor.id }
      : { rings: rings + 1, by: actor.id },
  settle: ({ dueAt }, { now }) =>
    ok(
      dueAt !== undefined && dueAt <= now
        ? [{ event: { type: 'egg.rang.v1', data: {} }, occurredAt: dueAt, rule }]
        : [],
    ),
};

const context: Acting = {
  now: instant('2024-01-01T10:00:00Z'),
  actor: { id: 'cook', kind: 'staff', roles: [] },
  authority: authority('kitchen'),
  office: 'stove',
  channel: 'counter',
};
const story = storyOf(eggDecider, context);

describe('settle then decide', () => {
  it('derives what is due at its own time, before what is asked', () => {
    story
      .when('set')
      .at('2024-01-01T12:00:00Z')
      .when('set')
      .then(
        { type: 'egg.rang.v1', at: '2024-01-01T10:01:00Z', rule: 'timer/egg' },
        { type: 'egg.set.v1', at: '2024-01-01T12:00:00Z', rule: null },
      );
  });

  it('settles first at the very instant something is due', () => {
    story
      .when('set')
      .at('2024-01-01T10:01:00Z')
      .when('set')
      .then({ type: 'egg.rang.v1' }, { type: 'egg.set.v1' });
  });

  it('refuses on the settled state', () => {
    story.when('set').at('2024-01-01T10:00:59Z').when('set').thenRejected('egg.running');
  });

  it('says how many of the decisions were due', () => {
    const decided = settleThenDecide(eggDecider, story.when('set').state, 'look', {
      ...context,
      now: instant('2024-01-02T00:00:00Z'),
    });
    expect(decided).to.containSubset({ ok: true, value: { settled: 1, state: { rings: 1 } } });
  });

  it('hands on a refusal to settle', () => {
    const stuck = {
      ...eggDecider,
      settle: () => err({ code: 'egg.stuck', kind: 'conflict' as const, message: '' }),
    };
    expect(settleThenDecide(stuck, { rings: 0 }, 'look', context)).to.have.nested.property(
      'error.code',
      'egg.stuck',
    );
  });

  it('decides at once where nothing is ever due', () => {
    const { initialState, decide, evolve } = eggDecider;
    storyOf({ initialState, decide, evolve }, context).when('look').thenNothing();
  });

  it('tells a rule from an actor, and keeps a rule free of who triggered it', () => {
    const occurredAt = instant('2024-01-01T09:00:00Z');
    expect(occasionOf(context, {})).to.deep.equal({
      actor: context.actor,
      origin: 'actor',
      authority: 'kitchen',
      office: 'stove',
      channel: 'counter',
      occurredAt: context.now,
    });
    expect(occasionOf(context, { rule, occurredAt })).to.deep.equal({
      actor: { id: 'policy', kind: 'system', roles: [] },
      origin: 'policy',
      rule,
      authority: 'kitchen',
      channel: 'system',
      occurredAt,
    });
  });
});
