import streamServices from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import { eventMessage } from './messages.js';
import type { StoredRecord } from './record.js';

/** Records are sent again and again, and making their bytes is most of the work. */
const known = new WeakMap<StoredRecord, Buffer>();

/** A message as it is, or a record whose bytes may be known already. */
export type Sendable = ReadResp | StoredRecord;

const generated = streamServices.StreamsService;

/** The generated services, whose answers to reads may also be records. */
export const streamsService: typeof generated = {
  ...generated,
  read: {
    ...generated.read,
    responseSerialize: (answer: Sendable) => {
      if (!('ticks' in answer)) return generated.read.responseSerialize(answer);
      const bytes = known.get(answer) ?? generated.read.responseSerialize(eventMessage(answer));
      known.set(answer, bytes);
      return bytes;
    },
  },
};
