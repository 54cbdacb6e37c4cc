import { createMemoryEventStore } from '../../adapters/memory/event-store.js';
import type { Caller, Dispatch, Done } from '../../commands/dispatch.js';
import type { EventStore } from '../../commands/event-store.js';
import { createLoader, type Loader } from '../../commands/pipeline/loader.js';
import { createPipeline, type Pipeline } from '../../commands/pipeline/pipeline.js';
import { createStreamQueue } from '../../commands/pipeline/stream-queue.js';
import type { Clock } from '../../commands/ports/clock.js';
import type { Logger } from '../../commands/ports/logger.js';
import { passThroughSealer, type Sealer } from '../../commands/ports/sealer.js';
import { authority } from '../../domain/kernel/authority.js';
import { createCodec } from '../../domain/kernel/codec.js';
import type { Recorded } from '../../domain/kernel/envelope.js';
import { streamName } from '../../domain/kernel/ids.js';
import {
  epochMilliseconds,
  fromEpochMilliseconds,
  instant,
  type Instant,
} from '../../domain/kernel/instant.js';
import type { Rejection } from '../../domain/kernel/rejection.js';
import type { Result } from '../../domain/kernel/result.js';
import { toyAggregate, toyEvents, type Toy } from './toy.js';

export interface MovableClock extends Clock {
  set(to: Instant): void;
  forward(milliseconds: number): void;
}

export function movableClock(start = '2024-03-01T09:00:00Z'): MovableClock {
  let now = instant(start);
  return {
    now: () => now,
    set: (to) => void (now = to),
    forward: (milliseconds) =>
      void (now = fromEpochMilliseconds(epochMilliseconds(now) + milliseconds)),
  };
}

const nothing = (): void => undefined;
export const silent: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing };

export const clerk: Caller = {
  actor: { id: 'clerk', kind: 'staff', roles: ['clerk'] },
  authority: authority('town'),
  office: 'desk',
  channel: 'counter',
};
export const machine: Caller = {
  actor: { id: 'machine', kind: 'system', roles: ['charter'] },
  authority: authority('town'),
  channel: 'system',
};
export const importer: Caller = {
  actor: { id: 'importer', kind: 'system', roles: ['importer'] },
  authority: authority('town'),
  channel: 'import',
};
export const citizen = (id: string): Caller => ({
  actor: { id, kind: 'citizen', roles: [] },
  authority: authority('town'),
  channel: 'web',
});

let count = 0;

/** A dispatch to a toy; a new idempotency key unless one is given. */
export const toyDispatch = (
  operation: string,
  target: string,
  body: unknown,
  rest: Partial<Dispatch> = {},
): Dispatch => ({
  aggregate: 'toy',
  operation,
  target,
  body,
  caller: clerk,
  idempotencyKey: `key-${(count += 1)}`,
  correlationId: 'test',
  ...rest,
});

export interface Bench extends Pipeline {
  readonly store: EventStore;
  readonly clock: MovableClock;
  readonly loader: Loader<Toy>;
  events(target: string): Promise<readonly Recorded[]>;
  do(
    operation: string,
    target: string,
    body: unknown,
    rest?: Partial<Dispatch>,
  ): Promise<Result<Done, Rejection>>;
}

export interface BenchOptions {
  readonly store?: EventStore;
  readonly clock?: MovableClock;
  readonly sealer?: Sealer;
  readonly cacheSize?: number;
  /** Milliseconds in which an append whose outcome is unknown is repeated. */
  readonly within?: number;
  readonly names?: (commandId: string, attempt: number) => string;
}

export const toyCodec = createCodec(toyEvents);

/** A pipeline over toys with the real parts; two over one store are two processes. */
export function toyBench(options: BenchOptions = {}): Bench {
  const clock = options.clock ?? movableClock();
  const store = options.store ?? createMemoryEventStore({ now: clock.now });
  const aggregate = toyAggregate(options.names);
  const sealer = options.sealer ?? passThroughSealer;
  const common = { store, codec: toyCodec, sealer };
  const loader = createLoader({
    ...common,
    decider: aggregate.decider,
    cacheSize: options.cacheSize ?? 100,
    monotonic: () => performance.now(),
  });
  const pipeline = createPipeline(aggregate, {
    ...common,
    clock,
    logger: silent,
    queue: createStreamQueue(),
    loader,
    outages: { attempts: 4, firstDelay: 1, longestDelay: 2, within: options.within ?? Infinity },
    conflicts: { attempts: 50, firstDelay: 1, longestDelay: 5 },
  });
  return {
    execute: (dispatch) => pipeline.execute(dispatch),
    store,
    clock,
    loader,
    events: (target) => eventsOf(store, target),
    do: (...ask) => pipeline.execute(toyDispatch(...ask)),
  };
}

async function eventsOf(store: EventStore, target: string): Promise<readonly Recorded[]> {
  const events: Recorded[] = [];
  for await (const page of store.read(streamName(`toy-${target}`))) events.push(...page);
  return events;
}
