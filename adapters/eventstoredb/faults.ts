/** What the client throws, as the port's errors. */
import { ErrorType } from '@eventstore/db-client';
import { Fault, StoreFormatError, StoreUnavailableError } from '../../domain/kernel/faults.js';

/** gRPC status codes that matter here. */
export const grpcStatus = {
  unknown: 2,
  permissionDenied: 7,
  unavailable: 14,
  unauthenticated: 16,
} as const;

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

/** Whether another connection may do better, which the client makes by itself. */
export const isConnectionLost = (error: unknown): boolean =>
  codeOf(error) === grpcStatus.unavailable ||
  typeOf(error) === ErrorType.NOT_LEADER ||
  typeOf(error) === ErrorType.CANCELLED;

/** The server will not let this user do it, however often it is asked. */
export class AccessDeniedError extends StoreUnavailableError {
  constructor(cause?: unknown) {
    super('its server refuses this user. Check name, password and rights.', { cause });
  }
}

/** @returns the fault that a caller of the port is to see */
export function faultOf(error: unknown): Fault | RangeError {
  if (error instanceof Fault || error instanceof RangeError) return error;
  if (typeOf(error) === ErrorType.STREAM_DELETED)
    return new StoreFormatError('the event log', 'a stream of it was deleted on the server.');
  if (isDenied(error)) return new AccessDeniedError(error);
  return new StoreUnavailableError(detailOf(error), { cause: error });
}

function detailOf(error: unknown): string {
  if (codeOf(error) === grpcStatus.unavailable) return 'its server can not be reached.';
  const { message } = error as Thrown;
  return typeof message === 'string' && message !== '' ? message : String(typeOf(error));
}

const isDenied = (error: unknown): boolean =>
  typeOf(error) === ErrorType.ACCESS_DENIED ||
  codeOf(error) === grpcStatus.permissionDenied ||
  codeOf(error) === grpcStatus.unauthenticated;

export const silent = (milliseconds: number): StoreUnavailableError =>
  new StoreUnavailableError(`no answer within ${Math.round(milliseconds)} ms.`);
