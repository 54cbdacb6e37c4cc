/** An append as a message of the server's protocol, and its answer. */
import shared from '@eventstore/db-client/generated/shared_pb.js';
import messages from '@eventstore/db-client/generated/streams_pb.js';
import type {
  BatchAppendReq,
  BatchAppendResp,
} from '@eventstore/db-client/generated/streams_pb.js';
import uuids from '@eventstore/db-client/dist/utils/grpcUUID.js';
import timestamps from 'google-protobuf/google/protobuf/timestamp_pb.js';
import empties from 'google-protobuf/google/protobuf/empty_pb.js';
import type { ExpectedRevision } from '../../commands/event-store.js';
import {
  ConflictError,
  InvalidAppendError,
  StoreFormatError,
  StoreUnavailableError,
  type Fault,
} from '../../domain/kernel/faults.js';
import type { Position, Revision, StreamName } from '../../domain/kernel/ids.js';
import type { PreparedEvent } from '../event-store/prepare-append.js';
import { AccessDeniedError } from './faults.js';
import { positionOf } from './position.js';

export interface BatchAppend {
  readonly stream: StreamName;
  readonly expected: ExpectedRevision;
  readonly events: readonly PreparedEvent[];
}

export interface Written {
  readonly revision: Revision;
  /** Absent when the server did not say, as for repetitions that it no longer finds. */
  readonly position: Position | undefined;
}

/** The server takes the earlier of this and its own; long enough for clocks that differ. */
const deadlineMilliseconds = 60_000;

export function batchMessage(correlation: string, append: BatchAppend): BatchAppendReq {
  const options = new messages.BatchAppendReq.Options()
    .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(bytesOf(append.stream)))
    .setDeadline(timestamps.Timestamp.fromDate(new Date(Date.now() + deadlineMilliseconds)));
  if (append.expected === 'none') options.setNoStream(new empties.Empty());
  else options.setStreamPosition(String(append.expected));
  return new messages.BatchAppendReq()
    .setCorrelationId(new shared.UUID().setString(correlation))
    .setOptions(options)
    .setProposedMessagesList(append.events.map(proposed))
    .setIsFinal(true);
}

function proposed({ id, type, data, meta }: PreparedEvent): BatchAppendReq.ProposedMessage {
  const message = new messages.BatchAppendReq.ProposedMessage()
    .setId(new shared.UUID().setString(id))
    .setData(bytesOf(data))
    .setCustomMetadata(bytesOf(meta));
  message.getMetadataMap().set('type', type).set('content-type', 'application/json');
  return message;
}

const encoder = new TextEncoder();
const bytesOf = (text: string): Uint8Array => encoder.encode(text);

/** Id of the append that an answer is for. */
export const correlationOf = (answer: BatchAppendResp): string =>
  uuids.parseUUID(answer.getCorrelationId()) ?? '';

/** @throws Fault that says what became of the append */
export function writtenOf(answer: BatchAppendResp, append: BatchAppend): Written {
  const success = answer.getSuccess();
  if (success === undefined) throw refusalOf(answer, append);
  const position = success.getPosition();
  return {
    revision: BigInt(success.getCurrentRevision()),
    position:
      position &&
      positionOf({
        commit: BigInt(position.getCommitPosition()),
        prepare: BigInt(position.getPreparePosition()),
      }),
  };
}

function refusalOf(answer: BatchAppendResp, { stream, expected }: BatchAppend): Fault {
  const error = answer.getError();
  const details = error?.getDetails();
  const name = details?.getTypeName().replace('event_store.client.', '');
  switch (name) {
    case 'WrongExpectedVersion':
      return new ConflictError(stream, expected, revisionIn(details?.getValue_asU8()));
    case 'MaximumAppendSizeExceeded':
      return new InvalidAppendError(`the server takes less at once, on ${stream}.`);
    case 'StreamDeleted':
      return new StoreFormatError('the event log', `${stream} was deleted on the server.`);
    case 'AccessDenied':
      return new AccessDeniedError();
    default:
      return new StoreUnavailableError(
        `its server answered ${name ?? 'nothing'} ${error?.getMessage() ?? ''}`.trim(),
      );
  }
}

function revisionIn(bytes: Uint8Array | undefined): Revision | 'none' {
  const details = shared.WrongExpectedVersion.deserializeBinary(bytes ?? new Uint8Array());
  return details.hasCurrentStreamRevision() ? BigInt(details.getCurrentStreamRevision()) : 'none';
}
