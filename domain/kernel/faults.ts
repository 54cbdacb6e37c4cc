import type { Revision, StreamName } from './ids.js';

/** A failure of the machinery, as opposed to a rule's rejection. */
export abstract class Fault extends Error {
  abstract readonly code: string;
  /** Whether the identical call may succeed later. */
  abstract readonly retryable: boolean;
}

/** The stream does not end where the writer thought. */
export class ConflictError extends Fault {
  readonly code = 'store.conflict';
  readonly retryable = true;
  constructor(
    readonly stream: StreamName,
    readonly expected: Revision | 'none',
    readonly actual: Revision | 'none',
  ) {
    super(`${stream} is at ${actual}, not at ${expected}.`);
  }
}

/** The store's queue is full; nothing was written. */
export class StoreBusyError extends Fault {
  readonly code = 'store.busy';
  readonly retryable = true;
  constructor(readonly retryAfterSeconds = 1) {
    super('The event store has more to write than it may queue; nothing was written.');
  }
}

/** The store cannot be reached or failed; whether anything was written is unknown until the same append is repeated. */
export class StoreUnavailableError extends Fault {
  readonly code = 'store.unavailable';
  readonly retryable = true;
  constructor(detail: string, options?: ErrorOptions) {
    super(`The event store is unavailable: ${detail}`, options);
  }
}

/** The log has no room to grow; nothing was written. */
export class StoreFullError extends Fault {
  readonly code = 'store.full';
  readonly retryable = true;
  constructor(detail: string, options?: ErrorOptions) {
    super(`The event log has no room to grow: ${detail} Nothing was written.`, options);
  }
}

/** An append that no store may take: empty, too large, an id twice, bad type or id. */
export class InvalidAppendError extends Fault {
  readonly code = 'store.invalid-append';
  readonly retryable = false;
  constructor(detail: string) {
    super(`Append refused: ${detail}`);
  }
}

/** Another process writes to this log. */
export class StoreLockedError extends Fault {
  readonly code = 'store.locked';
  readonly retryable = false;
  constructor(path: string) {
    super(`Another process is writing to ${path}, perhaps a running city. Stop it first.`);
  }
}

/** A file that this version of Charter can't use: of another program, or of a newer Charter. */
export class StoreFormatError extends Fault {
  readonly code = 'store.format';
  readonly retryable = false;
  constructor(path: string, detail: string) {
    super(`${path} can not be used: ${detail}`);
  }
}

/** A file that is not as it was written: torn, overwritten, or on a disk that fails. */
export class StoreDamagedError extends Fault {
  readonly code = 'store.damaged';
  readonly retryable = false;
  /** @param advice what to do about it, in whole sentences */
  constructor(
    readonly path: string,
    detail: string,
    readonly advice: string,
    options?: ErrorOptions,
  ) {
    super(`${path} is damaged: ${detail}. ${advice}`, options);
  }
}

/** A checkpoint that does not belong to this log: restored or foreign. */
export class RebuildNeededError extends Fault {
  readonly code = 'projection.rebuild-needed';
  readonly retryable = true;
  constructor(projection: string, detail: string) {
    super(`Rebuild needed for ${projection}: ${detail}. Run: charter rebuild ${projection}`);
  }
}

/** A version of a read model that other code wrote. */
export class CodeDiffersError extends Fault {
  readonly code = 'projection.code-differs';
  readonly retryable = false;
  constructor(projection: string, version: number) {
    super(
      `${projection} version ${version} was written by other code. ` +
        `Raise its version, or run: charter rebuild ${projection}`,
    );
  }
}

/** A read model that has no version to serve yet: its first load is under way. */
export class NotServedError extends Fault {
  readonly code = 'projection.not-served';
  readonly retryable = true;
  constructor(readonly projection: string) {
    super(`${projection} is being loaded for the first time; try again later.`);
  }
}

/** The read store cannot be reached or failed; a write may or may not be there, and is harmless to repeat. */
export class ReadStoreUnavailableError extends Fault {
  readonly code = 'read-store.unavailable';
  readonly retryable = true;
  constructor(detail: string, options?: ErrorOptions) {
    super(`The read store is unavailable: ${detail}`, options);
  }
}

/** The read store has no room to grow: read models stand still until it has, and lose nothing. */
export class ReadStoreFullError extends Fault {
  readonly code = 'read-store.full';
  readonly retryable = true;
  constructor(detail: string, options?: ErrorOptions) {
    super(`The read store has no room to grow: ${detail}`, options);
  }
}

/** A read model that has not reached the position a reader asked for in time. */
export class BehindError extends Fault {
  readonly code = 'projection.behind';
  readonly retryable = true;
  constructor(projection: string) {
    super(`${projection} has not caught up with the position asked for; try again later.`);
  }
}

/** One fault of a query: where, what is wrong, and what would be right. */
export interface QueryProblem {
  /** JSON pointer (RFC 6901) into the query. */
  readonly pointer: string;
  readonly message: string;
  readonly allowed?: readonly string[];
}

/** A query that the language or the collection does not allow. */
export class QueryError extends Fault {
  readonly code = 'query.invalid';
  readonly retryable = false;
  constructor(readonly problems: readonly QueryProblem[]) {
    super(problems.map(({ pointer, message }) => `${pointer || '/'}: ${message}`).join('; '));
  }
}

/** A query that would be allowed to somebody who may see more: to its reader, what it names is not there. */
export class HiddenError extends QueryError {
  constructor(
    /** The read model asked. */
    readonly model: string,
    problems: readonly QueryProblem[],
  ) {
    super(problems);
  }
}

/** A query that took too long and was ended. */
export class QueryTimeoutError extends Fault {
  readonly code = 'query.timeout';
  readonly retryable = true;
  constructor(milliseconds: number) {
    super(`The query took more than ${milliseconds} ms and was ended; narrow its filter.`);
  }
}

/** More queries wait than may be queued. */
export class QueryBusyError extends Fault {
  readonly code = 'query.busy';
  readonly retryable = true;
  constructor() {
    super('Too many queries are waiting; try again later.');
  }
}
