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
    super(
      `Another process is writing to ${path}. Stop it, or start this one with --role read-api.`,
    );
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

/** A checkpoint that does not belong to this log: restored or foreign. */
export class RebuildNeededError extends Fault {
  readonly code = 'projection.rebuild-needed';
  readonly retryable = false;
  constructor(projection: string, detail: string) {
    super(`Rebuild needed for ${projection}: ${detail}. Run: charter rebuild ${projection}`);
  }
}
