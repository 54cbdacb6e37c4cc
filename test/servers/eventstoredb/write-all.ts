import type { ServerWritableStream } from '@grpc/grpc-js';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { Sendable } from './encoded.js';

export type ReadCall = ServerWritableStream<ReadReq, Sendable>;

/** Writes no faster than it is read, and no more once nobody reads. */
export async function writeAll(call: ReadCall, messages: readonly Sendable[]): Promise<void> {
  for (const message of messages) {
    if (call.cancelled) return;
    if (!call.write(message)) await drained(call);
  }
}

const drained = (call: ReadCall): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      for (const event of ends) call.off(event, done);
      resolve();
    };
    for (const event of ends) call.on(event, done);
  });

const ends = ['drain', 'cancelled', 'close', 'error'] as const;
