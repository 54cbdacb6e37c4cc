import { createMemoryEventStore } from '../../adapters/memory/event-store.js';
import { eventDefinitions } from '../../commands/aggregates/index.js';
import {
  createCommands,
  type Application,
  type CommandsOptions,
} from '../../commands/application.js';
import type { Caller, Dispatch, Done } from '../../commands/dispatch.js';
import { authority } from '../../domain/kernel/authority.js';
import { createCodec } from '../../domain/kernel/codec.js';
import type { Recorded } from '../../domain/kernel/envelope.js';
import { streamName } from '../../domain/kernel/ids.js';
import type { Rejection } from '../../domain/kernel/rejection.js';
import type { Result } from '../../domain/kernel/result.js';
import { tinyService } from '../samples/service.js';
import { movableClock, silent, type MovableClock } from './workbench.js';

export const state = authority('demo');
export const city = authority('demo.riverton');

export const administrator = (of = city): Caller => ({
  actor: { id: 'admin', kind: 'staff', roles: ['admin'] },
  authority: of,
  channel: 'web',
});

export const calendar = (zone = 'Asia/Kolkata') => ({
  kind: 'calendar',
  effectiveFrom: '2000-01-01',
  value: { zone, week: { monday: [['09:00', '17:00']], tuesday: [['09:00', '17:00']] } },
});

let count = 0;

/** A writing side over a log in memory, before anything was published. */
export interface City extends Application {
  readonly clock: MovableClock;
  readonly store: CommandsOptions['store'];
  /** @param what aggregate and operation: `service publish` */
  do(
    what: `${string} ${string}`,
    target: string,
    body: unknown,
    rest?: Partial<Dispatch>,
  ): Promise<Result<Done, Rejection>>;
  /** The same, expected to be done. */
  must(...ask: Parameters<City['do']>): Promise<Done>;
  events(stream: string): Promise<readonly Recorded[]>;
}

export function emptyCity(options: Partial<CommandsOptions> & { clock?: MovableClock } = {}): City {
  const clock = options.clock ?? movableClock('2026-03-02T04:00:00Z');
  const store = options.store ?? createMemoryEventStore({ now: clock.now });
  const codec = createCodec(eventDefinitions);
  const commands = createCommands({ codec, logger: silent, ...options, store, clock });
  const ask: City['do'] = (what, target, body, rest = {}) => {
    const [aggregate = '', operation = ''] = what.split(' ');
    return commands.execute({
      aggregate,
      operation,
      target,
      body,
      caller: administrator(),
      idempotencyKey: `city-${(count += 1)}`,
      correlationId: 'test',
      ...rest,
    });
  };
  return {
    ...commands,
    clock,
    store,
    do: ask,
    must: async (...asked) => {
      const result = await ask(...asked);
      if (result.ok) return result.value;
      throw new Error(`${asked[0]}: ${JSON.stringify(result.error)}`);
    },
    events: async (stream) => {
      const events: Recorded[] = [];
      for await (const page of store.read(streamName(stream))) events.push(...page);
      return events;
    },
  };
}

/** With a calendar and the street-light service in effect. */
export async function smallCity(...options: Parameters<typeof emptyCity>): Promise<City> {
  const made = emptyCity(...options);
  await made.must('reference publish', `${city}/office-hours`, calendar());
  await publishService(made, tinyService);
  return made;
}

export async function publishService(made: City, definition: typeof tinyService): Promise<void> {
  const of = authority(definition.authority);
  const target = `${of}/${definition.code}`;
  const caller = administrator(of);
  await made.must('service draft', target, { definition }, { caller });
  await made.must('service publish', target, {}, { caller });
}
