import { z } from 'zod';
import { authority } from '../../domain/kernel/authority.js';
import type { Decider } from '../../domain/kernel/decider.js';
import { defineEvent, type EventOf } from '../../domain/kernel/event-definition.js';
import { streamName } from '../../domain/kernel/ids.js';
import {
  epochMilliseconds,
  fromEpochMilliseconds,
  storedInstant,
  type Instant,
} from '../../domain/kernel/instant.js';
import { defineRejections } from '../../domain/kernel/rejection.js';
import { ok } from '../../domain/kernel/result.js';
import type { Acting } from '../../domain/kernel/settle-then-decide.js';
import type { AccessRule } from '../../commands/access/rules.js';
import type { Aggregate } from '../../commands/pipeline/aggregate.js';
import { commandParser, type CommandOf } from '../../commands/pipeline/parse.js';

/** A money box with a timer: the smallest aggregate that uses all of the pipeline. */
const opened = defineEvent(
  'toy.opened.v1',
  z.strictObject({ owner: z.string(), dueAt: storedInstant.nullable() }),
  { personal: ({ owner }) => [{ path: ['owner'], person: owner }] },
);
const added = defineEvent('toy.added.v1', z.strictObject({ amount: z.int() }));
const lapsed = defineEvent('toy.lapsed.v1', z.strictObject({ lost: z.int() }));
export const toyEvents = [opened, added, lapsed] as const;
export type ToyEvent = EventOf<(typeof toyEvents)[number]>;

const toySchemas = {
  /** In a stream of its own name. */
  open: z.strictObject({ owner: z.string().min(1), minutes: z.int().optional() }),
  /** Where the target says. */
  begin: z.strictObject({ minutes: z.int().optional() }),
  add: z.strictObject({ amount: z.int().min(0).max(1000), note: z.string().optional() }),
  settle: z.strictObject({}),
} as const;
export type ToyCommand = CommandOf<typeof toySchemas>;

export type Toy =
  | { readonly status: 'absent' }
  | {
      readonly status: 'open' | 'lapsed';
      readonly owner: string;
      readonly sum: number;
      readonly dueAt: Instant | null;
      readonly touchedAt: Instant;
    };

const reject = defineRejections('toy', {
  absent: { kind: 'missing', message: 'There is no such toy.' },
  lapsed: { kind: 'conflict', message: 'It lapsed with {sum} in it.' },
  full: { kind: 'conflict', message: 'Not more than {most} fits.' },
  there: { kind: 'conflict', message: 'It is there already.' },
});

const minute = 60_000;
const most = 1_000_000;
const rule = { service: 'toy', version: 1, rule: 'timer/lapse' };

const later = (now: Instant, minutes: number | undefined): Instant | null =>
  minutes === undefined ? null : fromEpochMilliseconds(epochMilliseconds(now) + minutes * minute);

function add(state: Toy, amount: number): ReturnType<typeof toyDecider.decide> {
  if (state.status === 'absent') return reject('absent');
  if (state.status === 'lapsed') return reject('lapsed', { sum: state.sum });
  if (state.sum + amount > most) return reject('full', { most });
  return ok(amount === 0 ? [] : [{ event: { type: 'toy.added.v1', data: { amount } } }]);
}

export const toyDecider: Decider<Toy, ToyCommand, ToyEvent, Acting> = {
  initialState: { status: 'absent' },
  decide: (command, state, { now, actor }) => {
    const { operation, body } = command;
    if (operation === 'add') return add(state, body.amount);
    if (operation === 'settle') return ok([]);
    if (state.status !== 'absent') return reject('there');
    const owner = operation === 'open' ? body.owner : actor.id;
    const dueAt = later(now, body.minutes);
    return ok([{ event: { type: 'toy.opened.v1', data: { owner, dueAt } } }]);
  },
  evolve: (state, event, { occurredAt }) => {
    if (event.type === 'toy.opened.v1')
      return { status: 'open', sum: 0, touchedAt: occurredAt, ...event.data };
    if (state.status === 'absent') throw new RangeError('Nothing was opened');
    return event.type === 'toy.added.v1'
      ? { ...state, sum: state.sum + event.data.amount, touchedAt: occurredAt }
      : { ...state, status: 'lapsed', touchedAt: occurredAt };
  },
  settle: (state, { now }) =>
    ok(
      state.status === 'open' && state.dueAt !== null && state.dueAt <= now
        ? [
            {
              event: { type: 'toy.lapsed.v1', data: { lost: state.sum } },
              occurredAt: state.dueAt,
              rule,
            },
          ]
        : [],
    ),
};

const open: AccessRule = {
  who: { citizen: 'anyone', staff: 'within', system: 'within', public: 'anyone' },
};
const concerned: AccessRule = { who: { citizen: 'party', staff: 'within', system: 'within' } };

export const home = authority('town');

/** @param names stream names a creating command may take, by attempt: few, to make them collide */
export const toyAggregate = (
  names: (commandId: string, attempt: number) => string = (id, attempt) => `${id}.${attempt}`,
): Aggregate<Toy, ToyCommand, ToyEvent, Acting> => ({
  name: 'toy',
  decider: toyDecider,
  parse: commandParser('toy', toySchemas),
  access: { open, begin: open, add: concerned, settle: { who: { system: 'within' } } },
  creates: (operation) => operation === 'open',
  locate: ({ dispatch, commandId }, attempt) => {
    const name =
      dispatch.operation === 'open'
        ? names(commandId, attempt).replaceAll('-', '.')
        : dispatch.target;
    return ok(streamName(`toy-${name}`));
  },
  subject: ({ state, request }) =>
    state.status === 'absent' && !['open', 'begin'].includes(request.command.operation)
      ? reject('absent')
      : ok({
          authority: home,
          isParty: ({ actor }) => state.status !== 'absent' && state.owner === actor.id,
        }),
  context: (_situation, acting) => ok(acting),
  settling: { operation: 'settle', body: {} },
});
