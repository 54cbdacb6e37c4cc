/** What the server has recorded, as events of Charter. */
import type { RecordedEvent } from '@eventstore/db-client';
import type { Recorded } from '../../domain/kernel/envelope.js';
import { StoreFormatError } from '../../domain/kernel/faults.js';
import type { EventId, StreamName } from '../../domain/kernel/ids.js';
import { fromEpochMilliseconds, type Instant } from '../../domain/kernel/instant.js';
import { positionOf } from './position.js';

/** Keeps the identity of the log. No name of a Charter stream, so that nobody can append to it. */
export const identityStream = 'charter_log';

/** Whether a record is an event, and none of the server's own, a link, or the log's identity. */
export const isEvent = ({ streamId, type }: RecordedEvent): boolean =>
  !type.startsWith('$') && !streamId.startsWith('$') && streamId !== identityStream;

/** @throws StoreFormatError when another program wrote it */
export function recordedOf(record: RecordedEvent): Recorded {
  const { streamId, revision, id, type, data, metadata, isJson, created, position } = record;
  if (position === undefined)
    throw new StoreFormatError('the event log', 'its server is older than 22.6.');
  if (!isJson || !isObject(metadata))
    throw new StoreFormatError(
      'the event log',
      `${streamId} has an event at ${revision} that Charter did not write. Give Charter a server of its own.`,
    );
  const { meta, recordedAt } = metaOf(metadata);
  return {
    stream: streamId as StreamName,
    revision,
    position: positionOf(position),
    id: id as EventId,
    type,
    data: data as Recorded['data'],
    meta,
    recordedAt: recordedAt ?? instantOf(created.getTime()),
  };
}

/** Events of one append share their time, so the last one turned to text is kept. */
let latest: { readonly at: number; readonly instant: Instant } | undefined;

function instantOf(at: number): Instant {
  if (latest?.at !== at) latest = { at, instant: fromEpochMilliseconds(at) };
  return latest.instant;
}

type Stored = Recorded['meta'] & { readonly recordedAt?: Instant };

/** A copied event carries when the first log took it; of others the server knows. */
function metaOf(metadata: unknown): Pick<Recorded, 'meta'> & Pick<Stored, 'recordedAt'> {
  const stored = metadata as Stored;
  if (stored.recordedAt === undefined) return { meta: stored };
  const { recordedAt, ...meta } = stored;
  return { meta, recordedAt };
}

/** @param meta JSON text of an envelope's metadata */
export const copiedMeta = (meta: string, recordedAt: Instant): string =>
  `${meta.slice(0, -1)},"recordedAt":${JSON.stringify(recordedAt)}}`;

// What is no JSON comes as bytes.
const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
