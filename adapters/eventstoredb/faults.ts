/** What the client throws, as the port's errors. */
import { ErrorType } from '@eventstore/db-client';
import { Fault, StoreFormatError, StoreUnavailableError } from '../../domain/kernel/faults.js';

/** gRPC status codes that matter here. */
export const grpcStatus = { unknown: 2, unavailable: 14 } as const;

interface Thrown {
  readonly code?: unknown;
  readonly type?: unknown;
  readonly message?: unknown;
}

/** An append fails with a plain error when the server can't be reached, a read with one of the client's: only the code is common. */
export const codeOf = (error: unknown): unknown => (error as Thrown | undefined)?.code;

export const typeOf = (error: unknown): unknown => (error as Thrown | undefined)?.type;

/** Whether the server has no such stream. */
export const isStreamNotFound = (error: unknown): boolean =>
  typeOf(error) === ErrorType.STREAM_NOT_FOUND;

/** @returns the fault that a caller of the port is to see */
export function faultOf(error: unknown): Fault | RangeError {
  if (error instanceof Fault || error instanceof RangeError) return error;
  if (typeOf(error) === ErrorType.STREAM_DELETED)
    return new StoreFormatError('the event log', 'a stream of it was deleted on the server.');
  return new StoreUnavailableError(detailOf(error), { cause: error });
}

function detailOf(error: unknown): string {
  if (codeOf(error) === grpcStatus.unavailable) return 'its server can not be reached.';
  if (typeOf(error) === ErrorType.ACCESS_DENIED)
    return 'its server refuses this user. Check name, password and rights.';
  const { message } = error as Thrown;
  return typeof message === 'string' && message !== '' ? message : String(typeOf(error));
}

export const silent = (milliseconds: number): StoreUnavailableError =>
  new StoreUnavailableError(`no answer within ${milliseconds} ms.`);
