/** What the driver throws, as the port's errors. */
import {
  MongoBulkWriteError,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoServerError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
  MongoWriteConcernError,
} from 'mongodb';
import {
  QueryTimeoutError,
  ReadStoreFullError,
  ReadStoreUnavailableError,
} from '../../domain/kernel/faults.js';

/** Codes of the server, alike on every engine; names and texts differ. */
export const codes = {
  duplicateKey: 11_000,
  /** A collection that was dropped, before a query or in its midst. */
  gone: new Set([26, 43, 175]),
  tooSlow: new Set([50, 262]),
  full: 14_031,
  /** Steps down, shuts down, can not be reached by its own kind. */
  unavailable: new Set([
    6, 7, 64, 89, 91, 100, 189, 9001, 10_058, 10_107, 11_600, 11_602, 13_435, 13_436,
  ]),
} as const;

export function codeOf(error: unknown): number | undefined {
  if (!(error instanceof MongoServerError)) return undefined;
  // Of many writes the first to fail may have met an id that is there, which says nothing of the others.
  const writes = error instanceof MongoBulkWriteError ? [error.writeErrors].flat() : [];
  const graver = writes.find(({ code }) => code !== codes.duplicateKey);
  if (graver !== undefined) return graver.code;
  return typeof error.code === 'number' ? error.code : undefined;
}

/** A server that was asked to end sooner by itself, and is silent. The driver's own limit has no effect. */
class Overdue extends Error {}

/**
 * Runs what asks the server, within its time: what comes later is not waited for.
 *
 * @param milliseconds Infinity for no limit
 * @param work is told by its signal that nobody waits any more
 * @throws QueryTimeoutError, ReadStoreFullError, ReadStoreUnavailableError, or the error itself when it is neither
 */
export async function guarded<T>(
  kind: 'query' | 'write',
  milliseconds: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const ending = new AbortController();
  const { promise: overdue, timer } = after(milliseconds, ending);
  try {
    return await Promise.race([work(ending.signal), overdue]);
  } catch (error) {
    throw faultOf(kind, milliseconds, error);
  } finally {
    clearTimeout(timer);
  }
}

function after(milliseconds: number, ending: AbortController) {
  let timer: NodeJS.Timeout | undefined;
  const promise = new Promise<never>((_, reject) => {
    if (!Number.isFinite(milliseconds)) return;
    timer = setTimeout(() => {
      const overdue = new Overdue(`no answer within ${milliseconds} ms`);
      reject(overdue);
      ending.abort(overdue);
    }, milliseconds);
  });
  return { promise, timer };
}

function faultOf(kind: 'query' | 'write', milliseconds: number, error: unknown): unknown {
  if (isTooSlow(error))
    return kind === 'query'
      ? new QueryTimeoutError(milliseconds)
      : new ReadStoreUnavailableError((error as Error).message, { cause: error });
  if (codeOf(error) === codes.full)
    return new ReadStoreFullError((error as Error).message, { cause: error });
  if (isUnavailable(error)) return new ReadStoreUnavailableError(error.message, { cause: error });
  return error;
}

const isTooSlow = (error: unknown): boolean => codes.tooSlow.has(codeOf(error) ?? 0);

const unavailable = [
  Overdue,
  MongoServerSelectionError,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoTopologyClosedError,
  MongoWriteConcernError,
];

/** A connection that breaks while the driver writes to it is told in Node's own words. */
const brokenConnections = new Set<unknown>(['EPIPE', 'ECONNRESET', 'ERR_STREAM_DESTROYED']);

const isUnavailable = (error: unknown): error is Error =>
  unavailable.some((kind) => error instanceof kind) ||
  codes.unavailable.has(codeOf(error) ?? 0) ||
  (error instanceof Error && 'code' in error && brokenConnections.has(error.code));
