import type { DomainEvent } from '../../domain/kernel/decider.js';
import { ConflictError, Fault, StoreBusyError } from '../../domain/kernel/faults.js';
import type { StreamName } from '../../domain/kernel/ids.js';
import type { Rejection } from '../../domain/kernel/rejection.js';
import { ok, type Result } from '../../domain/kernel/result.js';
import type { Acting } from '../../domain/kernel/settle-then-decide.js';
import type { Dispatch, Done } from '../dispatch.js';
import type { EventStore } from '../event-store.js';
import type { Clock } from '../ports/clock.js';
import type { Logger } from '../ports/logger.js';
import { admit } from './admit.js';
import type { Aggregate, Request } from './aggregate.js';
import { answerKnown, done, taken, unchanged, type Outcome } from './answer.js';
import { appendSurely, pause, type Patience } from './append-surely.js';
import { compose, type ComposeParts, type Start } from './compose.js';
import { rule, type Ruling } from './decide.js';
import { advance, type Entry, type Loader } from './loader.js';
import type { StreamQueue } from './stream-queue.js';

export interface PipelineParts<State> extends Pick<
  ComposeParts<State, DomainEvent>,
  'codec' | 'sealer'
> {
  readonly store: EventStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly queue: StreamQueue;
  readonly loader: Loader<State>;
  /** With an append whose outcome is unknown. */
  readonly outages: Patience;
  /** With other writers of the same stream. */
  readonly conflicts: Patience;
}

/** Every name that a creating command may take was taken: names are too short for what exists. */
export class NamesTakenError extends Fault {
  readonly code = 'stream.names-taken';
  readonly retryable = false;
}

/** How the commands of one aggregate are carried out: each once, however often it is sent. */
export interface Pipeline {
  /**
   * @throws StoreUnavailableError, StoreBusyError; ConflictError when others kept writing to the
   * same stream until the last attempt; UnknownEventError when the stream needs newer code
   */
  execute(dispatch: Dispatch): Promise<Result<Done, Rejection>>;
}

/** A name is one of 2^40: not even the second is needed in practice. */
const mostNames = 8;

export const createPipeline = <State, Command, Event extends DomainEvent, Context extends Acting>(
  aggregate: Aggregate<State, Command, Event, Context>,
  parts: PipelineParts<State>,
): Pipeline => new CommandPipeline(aggregate, parts);

class CommandPipeline<
  State,
  Command,
  Event extends DomainEvent,
  Context extends Acting,
> implements Pipeline {
  readonly #aggregate: Aggregate<State, Command, Event, Context>;
  readonly #parts: PipelineParts<State>;
  readonly #composing: ComposeParts<State, Event>;

  constructor(aggregate: Aggregate<State, Command, Event, Context>, parts: PipelineParts<State>) {
    this.#aggregate = aggregate;
    this.#parts = parts;
    this.#composing = { codec: parts.codec, sealer: parts.sealer, decider: aggregate.decider };
  }

  async execute(dispatch: Dispatch): Promise<Result<Done, Rejection>> {
    const admitted = admit(this.#aggregate, dispatch);
    if (!admitted.ok) return admitted;
    const request = admitted.value;
    for (let name = 0; name < mostNames; name += 1) {
      const located = this.#aggregate.locate(request, name);
      if (!located.ok) return located;
      const stream = located.value;
      const outcome = await this.#parts.queue.run(stream, () => this.#perform(request, stream));
      if (outcome !== taken) return outcome;
    }
    throw new NamesTakenError(`No free ${this.#aggregate.name} name for ${request.commandId}.`);
  }

  async #perform(request: Request<Command>, stream: StreamName): Promise<Outcome> {
    const { loader, conflicts } = this.#parts;
    for (let conflict = 0; ; conflict += 1)
      try {
        return await this.#attempt(request, stream);
      } catch (error) {
        if (!(error instanceof StoreBusyError)) loader.drop(stream);
        if (!(error instanceof ConflictError) || conflict + 1 >= conflicts.attempts) throw error;
        await pause(conflicts, conflict);
      }
  }

  async #attempt(request: Request<Command>, stream: StreamName): Promise<Outcome> {
    const { loader } = this.#parts;
    const cached = loader.cached(stream);
    const entry = cached ?? (await loader.load(stream));
    const outcome = await this.#decideOn(request, stream, entry);
    const wrote = outcome === taken || (outcome.ok && !outcome.value.unchanged);
    // A "no" from memory may come from a state that another process has changed since.
    if (wrote || cached === undefined || !(await loader.refresh(stream, entry))) return outcome;
    return this.#decideOn(request, stream, entry);
  }

  async #decideOn(
    request: Request<Command>,
    stream: StreamName,
    entry: Entry<State>,
  ): Promise<Outcome> {
    const creates = this.#aggregate.creates(request.dispatch.operation);
    const known = answerKnown(request, stream, entry, creates);
    if (known !== undefined) return known;
    // Others may move the entry on while this command waits: it stands by what it saw.
    const { state, tip } = entry;
    const situation = { request, stream, state };
    const ruling = await rule(this.#aggregate, situation, tip, this.#parts.clock);
    if (!ruling.ok) return ruling;
    if (ruling.value.decided.decisions.length === 0) return unchanged(request, stream, tip);
    return ok(await this.#write(request, entry, ruling.value, { stream, state, tip }));
  }

  async #write(
    request: Request<Command>,
    entry: Entry<State>,
    ruling: Ruling<State, Event>,
    start: Start<State>,
  ): Promise<Done> {
    const { store, outages, logger, loader } = this.#parts;
    const { stream, tip } = start;
    const { events, state, occurredAt } = await compose(this.#composing, request, ruling, start);
    const append = { stream, events, expected: tip?.revision ?? 'none' } as const;
    const appended = await appendSurely(store, append, outages, logger);
    advance(entry, state, { ...appended, occurredAt }, request);
    loader.keep(stream, entry);
    return done(request, stream, appended);
  }
}
