/** The stand-in's two ways to append: one call per append, or one call for all. */
import {
  status,
  type handleBidiStreamingCall,
  type handleClientStreamingCall,
} from '@grpc/grpc-js';
import type {
  AppendReq,
  AppendResp,
  BatchAppendReq,
  BatchAppendResp,
} from '@eventstore/db-client/generated/streams_pb.js';
import type { AppendFault } from './faults.js';
import type { Outcome } from './log.js';
import type { Proposed } from './record.js';
import {
  batchAnswer,
  classicAnswer,
  expectedOf,
  failure,
  idOf,
  proposedOf,
  streamOf,
  timedOut,
} from './messages.js';
import type { StandInState } from './state.js';

interface Begun {
  readonly options: BatchAppendReq.Options;
  readonly events: Proposed[];
}

/** Appends of one call, each sent in one or more messages under an id of its own. */
export const batchAppend =
  (state: StandInState): handleBidiStreamingCall<BatchAppendReq, BatchAppendResp> =>
  (call) => {
    const begun = new Map<string, Begun>();
    const refusal = state.refusal(call.metadata);
    if (refusal !== undefined) {
      call.emit('error', refusal);
      return;
    }
    call.on('data', (message: BatchAppendReq) => {
      const correlation = idOf(message.getCorrelationId());
      const options = message.getOptions();
      const append = begun.get(correlation) ?? (options && { options, events: [] });
      if (append === undefined) return;
      begun.set(correlation, append);
      append.events.push(...message.getProposedMessagesList().map(proposedOf));
      if (!message.getIsFinal()) return;
      begun.delete(correlation);
      void state.faults.thawed().then(async () => {
        const answers = answersTo(state, correlation, append);
        await state.faults.thawed();
        for (const answer of answers) call.write(answer);
      });
    });
    call.on('end', () => {
      call.end();
    });
    call.on('error', () => undefined);
  };

const stranger = '00000000-0000-4000-8000-000000000000';

function answersTo(
  state: StandInState,
  correlation: string,
  { options, events }: Begun,
): readonly BatchAppendResp[] {
  const stream = streamOf(options);
  const fault = state.faults.nextAppend();
  if (fault === 'gone-before-write') {
    state.vanish();
    return [];
  }
  if (fault === 'timeout') return [timedOut(correlation, stream)];
  if (fault === 'unknown-error' || state.faults.full)
    return [batchAnswer(correlation, stream, { kind: 'bad-request' })];
  const expected = expectedOf(options, () => options.getStreamPosition());
  const outcome = state.log.append(stream, events, expected);
  const answer = batchAnswer(correlation, stream, outcome, fault !== 'no-position');
  return answersAfter(state, fault, answer, batchAnswer(stranger, stream, outcome));
}

function answersAfter(
  state: StandInState,
  fault: AppendFault | undefined,
  answer: BatchAppendResp,
  strange: BatchAppendResp,
): readonly BatchAppendResp[] {
  if (fault === 'gone-after-write') state.vanish();
  if (fault === 'gone-after-write' || fault === 'no-answer') return [];
  if (fault === 'stranger') return [strange];
  return fault === 'answered-twice' ? [answer, answer] : [answer];
}

/** One append by one call: its options first, then event by event. */
export const append =
  (state: StandInState): handleClientStreamingCall<AppendReq, AppendResp> =>
  (call, callback) => {
    let options: AppendReq.Options | undefined;
    const events: Proposed[] = [];
    call.on('data', (message: AppendReq) => {
      options ??= message.getOptions();
      const event = message.getProposedMessage();
      if (event !== undefined) events.push(proposedOf(event));
    });
    call.on('error', () => undefined);
    call.on('end', () => {
      void state.faults.thawed().then(() => {
        answerClassic(state, options, events, callback);
      });
    });
  };

function answerClassic(
  state: StandInState,
  options: AppendReq.Options | undefined,
  events: readonly Proposed[],
  callback: Parameters<handleClientStreamingCall<AppendReq, AppendResp>>[1],
): void {
  if (options === undefined) {
    callback(failure(status.INVALID_ARGUMENT, 'No options'));
    return;
  }
  const outcome: Outcome = state.log.append(
    streamOf(options),
    events,
    expectedOf(options, () => options.getRevision()),
  );
  try {
    callback(null, classicAnswer(outcome));
  } catch (error) {
    callback(error as Parameters<typeof callback>[0]);
  }
}
