/** A made-up read model and log for specs of the runner. */
import { z } from 'zod';
import { createMemoryEventStore } from '../../adapters/memory/event-store.js';
import type { EventStore } from '../../commands/event-store.js';
import { authority } from '../../domain/kernel/authority.js';
import { createCodec } from '../../domain/kernel/codec.js';
import type { NewEvent } from '../../domain/kernel/envelope.js';
import { defineEvent } from '../../domain/kernel/event-definition.js';
import { commandId, eventId, streamName } from '../../domain/kernel/ids.js';
import { instant } from '../../domain/kernel/instant.js';
import type { Projection, ProjectedEvent } from '../../projections/projection.js';
import type { Document } from '../../projections/read-store.js';

/** Everything folded into it, in order: what is missing or double shows. */
export interface Toy extends Document {
  readonly sum: number;
  readonly seen: readonly string[];
  readonly label: string;
}

/** `keys` are the documents it touches. */
const data = z.strictObject({ keys: z.array(z.string()), amount: z.number() });

export const added = defineEvent('toy.added.v1', data);
export const removed = defineEvent('toy.removed.v1', data);
/** Its fold throws where there is a document already. */
export const spoilt = defineEvent('toy.spoilt.v1', data);
/** Touches nothing. */
export const passed = defineEvent('toy.passed.v1', data);
/** Retired: it is skipped. */
export const retired = 'toy.retired.v1';
/** Known to newer code only. */
export const novel = defineEvent('toy.novel.v1', data);

export const toyCodec = createCodec([added, removed, spoilt, passed], [retired]);
export const newerCodec = createCodec([added, removed, spoilt, passed, novel], [retired]);

type ToyData = z.infer<typeof data>;

const evolveToy: Projection<Toy>['evolve'] = (document, { id, type, data: of }, key) => {
  if (type === removed.type) return undefined;
  if (type === spoilt.type && document !== undefined) throw new Error(`${key} is spoilt`);
  const sum = (document?.sum ?? 0) + (of as ToyData).amount;
  return { sum, seen: [...(document?.seen ?? []), id], label: `${key} ${sum}` };
};

export const toys: Projection<Toy> = {
  name: 'toys',
  version: 1,
  collection: {
    name: 'toys',
    version: 1,
    fields: { sum: 'number', label: 'text', seen: 'texts' },
    indexes: [['label', 'sum']],
    text: ['label'],
  },
  touches: ({ type, data: of }) => (type === passed.type ? [] : (of as ToyData).keys),
  evolve: evolveToy,
};

/** The same under another name or version, or with other code. */
export const toysAs = (
  name: string,
  version = 1,
  evolve: Projection<Toy>['evolve'] = evolveToy,
): Projection<Toy> => ({
  ...toys,
  name,
  version,
  evolve,
  collection: { ...toys.collection, name, version },
});

export interface ToyEvent {
  readonly type: string;
  readonly keys: readonly string[];
  readonly amount: number;
}

export interface ToyLog {
  readonly events: EventStore;
  append(...events: readonly ToyEvent[]): Promise<void>;
  /** Everything so far, as projections see it. */
  all(): Promise<readonly ProjectedEvent[]>;
}

const at = instant('2024-05-01T10:00:00Z');

export function toyLog(): ToyLog {
  const events = createMemoryEventStore({ now: () => at });
  let count = 0;
  return {
    events,
    append: async (...toAppend) => {
      for (const event of toAppend)
        await events.append(streamName(`toy-${++count}`), [newEvent(event, count)], 'none');
    },
    all: async () => {
      const found: ProjectedEvent[] = [];
      for await (const page of events.readAll())
        for (const event of page) if (event.type !== retired) found.push(event);
      return found;
    },
  };
}

function newEvent({ type, keys, amount }: ToyEvent, number: number): NewEvent {
  const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  return {
    id: eventId(id),
    type,
    data: { keys, amount },
    meta: {
      actor: { id: 'a', kind: 'system', roles: [] },
      origin: 'actor',
      authority: authority('pb'),
      channel: 'system',
      occurredAt: at,
      commandId: commandId(id),
      commandHash: '',
      correlationId: id,
    },
  };
}

export const add = (amount: number, ...keys: readonly string[]): ToyEvent => ({
  type: added.type,
  keys,
  amount,
});
export const remove = (...keys: readonly string[]): ToyEvent => ({
  type: removed.type,
  keys,
  amount: 0,
});
export const spoil = (...keys: readonly string[]): ToyEvent => ({
  type: spoilt.type,
  keys,
  amount: 1,
});
export const pass = (): ToyEvent => ({ type: passed.type, keys: [], amount: 0 });
