/** The stand-in's subscriptions to the whole log: what is there, then what comes, until it is too much. */
import { status } from '@grpc/grpc-js';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { Sendable } from './encoded.js';
import type { Drop } from './faults.js';
import type { StoredRecord } from './record.js';
import { caughtUp, checkpoint, confirmation, failure } from './messages.js';
import type { StandInState } from './state.js';
import { writeAll, type ReadCall } from './write-all.js';

/** Records looked at before a filtered subscription says where it stands. */
const searchWindow = 32;

export async function subscribe(
  state: StandInState,
  call: ReadCall,
  options: ReadReq.Options,
): Promise<void> {
  const { log, faults } = state;
  const start = startOf(options);
  if (typeof start === 'bigint' && !log.mayStartAt(start)) {
    call.emit('error', failure(status.UNKNOWN, 'Unexpected ReadAllResult: InvalidPosition'));
    return;
  }
  const matches = matcherOf(options);
  call.write(confirmation());
  const planned = faults.nextSubscription();
  if (planned !== undefined) {
    end(call, planned);
    return;
  }
  let index =
    start === 'end' ? log.records.length : start === 'start' ? 0 : log.indexAt(start + 1n);
  while (index < log.records.length && !call.cancelled) {
    const page = log.records.slice(index, index + searchWindow);
    index += page.length;
    await writeAll(call, messagesOf(page, matches, options.hasFilter()));
  }
  // Nothing was awaited since the end was reached, so nothing falls in between.
  follow(state, call, matches);
  call.write(caughtUp());
}

function follow(state: StandInState, call: ReadCall, matches: Matcher): void {
  const waiting: StoredRecord[] = [];
  let writing = false;
  const leave = () => {
    stopListening();
    stopDropping();
    // Nothing may be written to a call that is being ended: its last word would be lost.
    waiting.length = 0;
  };
  const write = async () => {
    writing = true;
    while (waiting.length > 0) {
      await state.faults.thawed();
      await writeAll(call, waiting.splice(0, 1));
    }
    writing = false;
  };
  const stopListening = state.log.onWritten((written) => {
    waiting.push(...written.filter(matches));
    if (waiting.length > state.liveBuffer) {
      leave();
      end(call, 'too-slow');
    } else if (!writing) void write();
  });
  const stopDropping = state.faults.onDrop((drop) => {
    leave();
    end(call, drop);
  });
  call.on('cancelled', leave);
}

function end(call: ReadCall, drop: Drop): void {
  if (drop === 'mute') return;
  if (drop === 'ended') call.end();
  else if (drop === 'too-slow')
    call.emit('error', failure(status.ABORTED, 'Consumer too slow to handle event while live'));
  else call.emit('error', failure(status.UNKNOWN, 'Something'));
}

type Matcher = (record: StoredRecord) => boolean;

function matcherOf(options: ReadReq.Options): Matcher {
  const filter = options.getFilter();
  const types = filter?.getEventType();
  const expression = types ?? filter?.getStreamIdentifier();
  if (expression === undefined) return () => true;
  const prefixes = expression.getPrefixList();
  const regex = expression.getRegex() === '' ? undefined : new RegExp(expression.getRegex());
  return ({ type, stream }) => {
    const text = types === undefined ? stream : type;
    return regex?.test(text) ?? prefixes.some((prefix) => text.startsWith(prefix));
  };
}

function startOf(options: ReadReq.Options): 'start' | 'end' | bigint {
  const at = options.getAll();
  const position = at?.getPosition()?.getCommitPosition();
  if (position !== undefined) return BigInt(position);
  return at?.hasEnd() === true ? 'end' : 'start';
}

function messagesOf(
  page: readonly StoredRecord[],
  matches: Matcher,
  filtered: boolean,
): readonly Sendable[] {
  const messages: Sendable[] = page.filter(matches);
  const last = page.at(-1);
  if (filtered && page.length === searchWindow && last !== undefined)
    messages.push(checkpoint(last.position));
  return messages;
}
