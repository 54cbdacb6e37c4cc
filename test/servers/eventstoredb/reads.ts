/** The stand-in's reads: a stream, the whole log, or the whole log for ever. */
import { status, type handleServerStreamingCall } from '@grpc/grpc-js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { Sendable } from './encoded.js';
import type { StandInLog } from './log.js';
import type { StoredRecord } from './record.js';
import { failure, streamNotFound, streamOf } from './messages.js';
import type { StandInState } from './state.js';
import { subscribe } from './subscriptions.js';
import { writeAll, type ReadCall } from './write-all.js';

const backwards = streams.ReadReq.Options.ReadDirection.BACKWARDS;

export const read =
  (state: StandInState): handleServerStreamingCall<ReadReq, Sendable> =>
  (call) => {
    call.on('error', () => undefined);
    const refusal = state.refusal(call.metadata);
    if (refusal === undefined) void answer(state, call);
    else call.emit('error', refusal);
  };

async function answer(state: StandInState, call: ReadCall): Promise<void> {
  await state.faults.thawed();
  const options = call.request.getOptions();
  if (options === undefined) call.emit('error', failure(status.INVALID_ARGUMENT, 'No options'));
  else if (options.hasSubscription()) await subscribe(state, call, options);
  else await readOnce(state, call, options);
}

async function readOnce(
  state: StandInState,
  call: ReadCall,
  options: ReadReq.Options,
): Promise<void> {
  const found = options.hasStream() ? ofStream(state.log, options) : ofLog(state.log, options);
  if (!Array.isArray(found)) {
    if (found instanceof Error) call.emit('error', found);
    else {
      call.write(found);
      call.end();
    }
    return;
  }
  const fault = state.faults.nextRead();
  if (fault === undefined) {
    await writeAll(call, found);
    await state.faults.thawed();
    call.end();
    return;
  }
  await writeAll(call, found.slice(0, Math.ceil(found.length / 2)));
  if (fault === 'gone-midway') state.vanish();
  if (fault === 'unknown-error') call.emit('error', failure(status.UNKNOWN, 'Something'));
}

type Found = StoredRecord[] | ReadResp | Error;

function ofStream(log: StandInLog, options: ReadReq.Options): Found {
  const at = options.getStream() ?? new streams.ReadReq.Options.StreamOptions();
  const stored = log.stream(streamOf(at));
  if (stored === undefined) return streamNotFound(streamOf(at));
  const revision = at.hasRevision() ? Number(at.getRevision()) : undefined;
  return pageOf(options, stored, {
    end: at.hasEnd(),
    from: revision ?? 0,
    // A revision is included in both directions.
    until: revision === undefined ? stored.length : revision + 1,
  });
}

function ofLog(log: StandInLog, options: ReadReq.Options): Found {
  const at = options.getAll() ?? new streams.ReadReq.Options.AllOptions();
  const { records } = log;
  const commit = at.getPosition()?.getCommitPosition();
  if (commit === undefined)
    return pageOf(options, records, { end: at.hasEnd(), from: 0, until: records.length });
  if (!log.mayStartAt(BigInt(commit)))
    return failure(status.UNKNOWN, 'Unexpected ReadAllResult: InvalidPosition');
  // A position is included forwards, and not backwards.
  const index = log.indexAt(BigInt(commit));
  return pageOf(options, records, { end: false, from: index, until: index });
}

interface Bounds {
  /** Whether the end was asked for. */
  readonly end: boolean;
  readonly from: number;
  readonly until: number;
}

function pageOf(
  options: ReadReq.Options,
  records: readonly StoredRecord[],
  { end, from, until }: Bounds,
): Found {
  const count = Number(options.getCount());
  const reversed = options.getReadDirection() === backwards;
  if (count === 0 || (end && !reversed))
    return failure(status.INVALID_ARGUMENT, 'Nothing can be read like that');
  return reversed
    ? records.slice(Math.max(0, until - count), until).reverse()
    : records.slice(from, from + count);
}
