import type { CaseContext } from '../domain/case/context.js';
import { caseDecider } from '../domain/case/index.js';
import type { CaseState } from '../domain/case/state.js';
import type { Codec } from '../domain/kernel/codec.js';
import type { DomainEvent } from '../domain/kernel/decider.js';
import { Fault } from '../domain/kernel/faults.js';
import type { StreamName } from '../domain/kernel/ids.js';
import type { Rejection } from '../domain/kernel/rejection.js';
import type { Result } from '../domain/kernel/result.js';
import type { Acting } from '../domain/kernel/settle-then-decide.js';
import { referenceDecider } from '../domain/reference/index.js';
import { serviceDecider } from '../domain/service/index.js';
import { createCaseAggregate } from './aggregates/case.js';
import { referenceAggregate } from './aggregates/reference.js';
import { createServiceAggregate } from './aggregates/service.js';
import { createCatalogue, type Catalogue } from './catalogue/catalogue.js';
import type { Dispatch, Done } from './dispatch.js';
import type { EventStore } from './event-store.js';
import type { Aggregate } from './pipeline/aggregate.js';
import type { Patience } from './pipeline/append-surely.js';
import {
  createLoader,
  type CacheCounts,
  type Loader,
  type LoaderParts,
} from './pipeline/loader.js';
import { peek, type Peeked, type PeekOptions } from './pipeline/peek.js';
import { createPipeline, type Pipeline } from './pipeline/pipeline.js';
import { rejectRequest } from './pipeline/rejections.js';
import { createStreamQueue } from './pipeline/stream-queue.js';
import { systemClock, type Clock } from './ports/clock.js';
import { noFacts, type Facts } from './ports/facts.js';
import type { Logger } from './ports/logger.js';
import { passThroughSealer, type Sealer } from './ports/sealer.js';

export interface CommandsOptions {
  readonly store: EventStore;
  /** Of every event that commands write or read: `eventDefinitions` of `commands/aggregates`. */
  readonly codec: Codec;
  readonly logger: Logger;
  /** The system's when absent. */
  readonly clock?: Clock;
  /** Leaves personal values as they are when absent. */
  readonly sealer?: Sealer;
  readonly facts?: Facts;
  /** Most folded cases kept in memory; 50,000 by default. */
  readonly cacheSize?: number;
  /** Milliseconds of a clock that only goes on: tells how old what is in memory is. */
  readonly monotonic?: () => number;
}

export interface CommandCounts {
  /** Commands that were let in and have not ended: how deep the queue before the log is. */
  readonly underWay: number;
  /** Folded cases in memory. */
  readonly cases: CacheCounts;
}

/** The writing side: the one way to change anything. */
export interface Application {
  /**
   * Carries out one command: once, however often it is sent with the same key.
   *
   * @throws StoreUnavailableError, StoreBusyError, ConflictError, UnknownEventError, ClosedError
   */
  execute(dispatch: Dispatch): Promise<Result<Done, Rejection>>;
  /**
   * A case as a command by this caller would find it, with what is due settled in memory, and what
   * the command would be decided with. Access is not checked.
   *
   * @returns undefined when there is no such case
   */
  peek(
    stream: StreamName,
    options: PeekOptions,
  ): Promise<Result<Peeked<CaseState, CaseContext>, Rejection> | undefined>;
  readonly catalogue: Catalogue;
  /** What is going on: for measures. */
  counts(): CommandCounts;
  /** Takes no more commands, and resolves when those under way have ended. */
  close(): Promise<void>;
}

/** The process is shutting down; another one may take the command. */
export class ClosedError extends Fault {
  readonly code = 'commands.closed';
  readonly retryable = true;
  constructor() {
    super('This process is shutting down; send the command again.');
  }
}

const outages: Patience = { attempts: 4, firstDelay: 50, longestDelay: 1000, within: 5000 };
const conflicts: Patience = { attempts: 12, firstDelay: 2, longestDelay: 200 };
const defaultCacheSize = 20_000;
/** Services and sets are few, and every case needs its own. */
const definitionsCached = 10_000;

/** What pipelines share. */
function partsOf(options: CommandsOptions) {
  const { store, codec, logger, clock = systemClock, sealer = passThroughSealer } = options;
  const queue = createStreamQueue();
  return { store, codec, logger, clock, sealer, queue, outages, conflicts };
}

const pipelinesOf = (options: CommandsOptions) => {
  const common = partsOf(options);
  const { monotonic = () => performance.now(), facts = noFacts } = options;
  const loaderOf = <State, Event extends DomainEvent>(
    decider: LoaderParts<State, Event>['decider'],
    cacheSize: number,
  ): Loader<State> => createLoader({ ...common, decider, cacheSize, monotonic });
  const pipelineOf = <State, Command, Event extends DomainEvent, Context extends Acting>(
    aggregate: Aggregate<State, Command, Event, Context>,
    loader: Loader<State>,
  ): readonly [string, Pipeline] => [
    aggregate.name,
    createPipeline(aggregate, { ...common, loader }),
  ];

  const services = loaderOf(serviceDecider, definitionsCached);
  const references = loaderOf(referenceDecider, definitionsCached);
  const cases = loaderOf(caseDecider, options.cacheSize ?? defaultCacheSize);
  const catalogue = createCatalogue({ services, references, monotonic });
  const caseAggregate = createCaseAggregate({
    catalogue,
    facts,
    find: async (stream) => (cases.cached(stream) ?? (await cases.load(stream))).state,
  });
  const pipelines = new Map([
    pipelineOf(referenceAggregate, references),
    pipelineOf(createServiceAggregate(catalogue), services),
    pipelineOf(caseAggregate, cases),
  ]);
  const peekCase: Application['peek'] = (stream, peeking) =>
    peek(caseAggregate, { loader: cases, clock: common.clock }, stream, peeking);
  return { catalogue, pipelines, peekCase, queue: common.queue, cases };
};

/** Aggregates whose streams the catalogue keeps. */
const definitional: ReadonlySet<string> = new Set(['service', 'reference']);

/**
 * Builds the writing side over a log.
 *
 * @example
 * const commands = createCommands({ store, codec: createCodec(eventDefinitions), logger });
 * const done = await commands.execute(dispatch);
 */
export function createCommands(options: CommandsOptions): Application {
  const { catalogue, pipelines, peekCase, queue, cases } = pipelinesOf(options);
  let closed = false;
  return {
    catalogue,
    counts: () => ({ underWay: queue.underWay, cases: cases.counts }),
    peek: peekCase,
    execute: async (dispatch) => {
      if (closed) throw new ClosedError();
      const { aggregate, operation } = dispatch;
      const pipeline = pipelines.get(aggregate);
      if (pipeline === undefined)
        return rejectRequest('unknown-operation', { aggregate, operation });
      const result = await pipeline.execute(dispatch);
      if (definitional.has(aggregate)) catalogue.expire();
      return result;
    },
    close: async () => {
      closed = true;
      await queue.idle();
    },
  };
}
