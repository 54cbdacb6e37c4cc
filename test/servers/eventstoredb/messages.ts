/** The stand-in's records and outcomes as the messages of EventStoreDB's protocol, and back. */
import { randomUUID } from 'node:crypto';
import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import statusMessages from '@eventstore/db-client/generated/status_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type {
  AppendReq,
  AppendResp,
  BatchAppendReq,
  BatchAppendResp,
  ReadResp,
} from '@eventstore/db-client/generated/streams_pb.js';
import type { UUID } from '@eventstore/db-client/generated/shared_pb.js';
import empties from 'google-protobuf/google/protobuf/empty_pb.js';
import codes from '@eventstore/db-client/generated/code_pb.js';
import type { Code } from '@eventstore/db-client/generated/code_pb.js';
import any from 'google-protobuf/google/protobuf/any_pb.js';
import { maximumDataBytes, type Expected, type Outcome } from './log.js';
import type { Proposed, StoredRecord } from './record.js';

/** An error as the server ends a call with. */
export const failure = (code: status, details: string, exception?: string): ServiceError => {
  const metadata = new Metadata();
  if (exception !== undefined) metadata.set('exception', exception);
  return Object.assign(new Error(details), { code, details, metadata });
};

export const uuidOf = (text: string): UUID => new shared.UUID().setString(text);

const identifierOf = (stream: string) =>
  new shared.StreamIdentifier().setStreamName(Buffer.from(stream));

type ProposedMessage = AppendReq.ProposedMessage | BatchAppendReq.ProposedMessage;

export const proposedOf = (message: ProposedMessage): Proposed => ({
  id: idOf(message.getId()),
  type: message.getMetadataMap().get('type') ?? '',
  contentType: message.getMetadataMap().get('content-type') ?? '',
  data: message.getData_asU8(),
  meta: message.getCustomMetadata_asU8(),
});

/** As the server writes ids of its own accord. */
function structuredOf(text: string): UUID {
  const bytes = Buffer.from(text.replaceAll('-', ''), 'hex');
  const structured = new shared.UUID.Structured()
    .setMostSignificantBits(String(bytes.readBigInt64BE(0)))
    .setLeastSignificantBits(String(bytes.readBigInt64BE(8)));
  return new shared.UUID().setStructured(structured);
}

/** A UUID is sent as text, or as two numbers of 64 bits. */
export function idOf(id: UUID | undefined): string {
  const structured = id?.getStructured();
  if (structured === undefined) return id?.getString() ?? '';
  const bytes = Buffer.alloc(16);
  bytes.writeBigInt64BE(BigInt(structured.getMostSignificantBits()), 0);
  bytes.writeBigInt64BE(BigInt(structured.getLeastSignificantBits()), 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

interface ExpectedOptions {
  hasNoStream(): boolean;
  hasStreamExists(): boolean;
  hasAny(): boolean;
}

export function expectedOf(options: ExpectedOptions, revision: () => string): Expected {
  if (options.hasNoStream()) return 'no_stream';
  if (options.hasStreamExists()) return 'stream_exists';
  return options.hasAny() ? 'any' : BigInt(revision());
}

export const streamOf = (options: {
  getStreamIdentifier(): { getStreamName_asU8(): Uint8Array } | undefined;
}): string => Buffer.from(options.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString();

/** @param position whether the answer says where the events are */
export function batchAnswer(
  correlation: string,
  stream: string,
  outcome: Outcome,
  position = true,
): BatchAppendResp {
  const answer = new streams.BatchAppendResp()
    .setCorrelationId(structuredOf(correlation))
    .setStreamIdentifier(identifierOf(stream));
  if (outcome.kind !== 'success') return answer.setError(statusOf(outcome));
  const success = new streams.BatchAppendResp.Success().setCurrentRevision(
    String(outcome.revision),
  );
  if (position && outcome.position !== undefined)
    success.setPosition(
      new shared.AllStreamPosition()
        .setCommitPosition(String(outcome.position))
        .setPreparePosition(String(outcome.position)),
    );
  return answer.setSuccess(success);
}

/** The outcome of an append that the server gave up, as it says so. */
export const timedOut = (correlation: string, stream: string): BatchAppendResp =>
  new streams.BatchAppendResp()
    .setCorrelationId(structuredOf(correlation))
    .setStreamIdentifier(identifierOf(stream))
    .setError(packed('Timeout', new shared.Timeout(), codes.Code.DEADLINE_EXCEEDED));

function statusOf(outcome: Exclude<Outcome, { kind: 'success' }>) {
  if (outcome.kind === 'bad-request')
    return packed(
      'BadRequest',
      new shared.BadRequest().setMessage('A field is missing'),
      codes.Code.INVALID_ARGUMENT,
    );
  if (outcome.kind === 'too-large')
    return packed(
      'MaximumAppendSizeExceeded',
      new shared.MaximumAppendSizeExceeded().setMaxappendsize(maximumDataBytes),
      codes.Code.INVALID_ARGUMENT,
    );
  const wrong = new shared.WrongExpectedVersion();
  if (outcome.actual === undefined) wrong.setCurrentNoStream(new empties.Empty());
  else wrong.setCurrentStreamRevision(String(outcome.actual));
  const { expected } = outcome;
  if (typeof expected === 'bigint') wrong.setExpectedStreamPosition(String(expected));
  else if (expected === 'no_stream') wrong.setExpectedNoStream(new empties.Empty());
  else if (expected === 'any') wrong.setExpectedAny(new empties.Empty());
  else wrong.setExpectedStreamExists(new empties.Empty());
  return packed('WrongExpectedVersion', wrong, codes.Code.FAILED_PRECONDITION);
}

function packed(name: string, message: { serializeBinary(): Uint8Array }, code: Code) {
  const details = new any.Any();
  details.pack(message.serializeBinary(), `event_store.client.${name}`);
  return new statusMessages.Status().setCode(code).setMessage(name).setDetails(details);
}

/** @throws ServiceError for what the classic append does not answer */
export function classicAnswer(outcome: Outcome): AppendResp {
  const answer = new streams.AppendResp();
  if (outcome.kind === 'success') {
    const success = new streams.AppendResp.Success().setCurrentRevision(String(outcome.revision));
    if (outcome.position !== undefined)
      success.setPosition(
        new streams.AppendResp.Position()
          .setCommitPosition(String(outcome.position))
          .setPreparePosition(String(outcome.position)),
      );
    return answer.setSuccess(success);
  }
  if (outcome.kind !== 'wrong-version')
    throw failure(status.INVALID_ARGUMENT, outcome.kind, 'maximum-append-size-exceeded');
  const wrong = new streams.AppendResp.WrongExpectedVersion();
  if (outcome.actual === undefined) wrong.setCurrentNoStream(new shared.Empty());
  else wrong.setCurrentRevision(String(outcome.actual));
  return answer.setWrongExpectedVersion(wrong);
}

export function eventMessage(record: StoredRecord): ReadResp {
  const event = new streams.ReadResp.ReadEvent.RecordedEvent()
    .setId(uuidOf(record.id))
    .setStreamIdentifier(identifierOf(record.stream))
    .setStreamRevision(String(record.revision))
    .setPreparePosition(String(record.position))
    .setCommitPosition(String(record.position))
    .setCustomMetadata(record.meta)
    .setData(record.data);
  event
    .getMetadataMap()
    .set('type', record.type)
    .set('content-type', record.contentType)
    .set('created', String(record.ticks));
  return new streams.ReadResp().setEvent(
    new streams.ReadResp.ReadEvent().setEvent(event).setCommitPosition(String(record.position)),
  );
}

export const confirmation = (): ReadResp =>
  new streams.ReadResp().setConfirmation(
    new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId(randomUUID()),
  );

export const checkpoint = (position: bigint): ReadResp =>
  new streams.ReadResp().setCheckpoint(
    new streams.ReadResp.Checkpoint()
      .setCommitPosition(String(position))
      .setPreparePosition(String(position)),
  );

export const caughtUp = (): ReadResp =>
  new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp());

export const streamNotFound = (stream: string): ReadResp =>
  new streams.ReadResp().setStreamNotFound(
    new streams.ReadResp.StreamNotFound().setStreamIdentifier(identifierOf(stream)),
  );
