import { maximumAppendBytes, type ExpectedRevision } from '../../commands/event-store.js';
import type { NewEvent } from '../../domain/kernel/envelope.js';
import { isEventType } from '../../domain/kernel/event-definition.js';
import { InvalidAppendError } from '../../domain/kernel/faults.js';
import { eventId, streamName, type EventId, type StreamName } from '../../domain/kernel/ids.js';

/** An event as text, ready to be written. */
export interface PreparedEvent {
  readonly id: EventId;
  readonly type: string;
  /** JSON text. */
  readonly data: string;
  /** JSON text. */
  readonly meta: string;
}

export interface PreparedAppend {
  readonly events: readonly PreparedEvent[];
  /** UTF-8 bytes of data and metadata. */
  readonly bytes: number;
}

/**
 * Checks an append and turns it to text, before any store is touched.
 *
 * @throws InvalidAppendError naming what is wrong.
 */
export function prepareAppend(
  stream: StreamName,
  events: readonly NewEvent[],
  expected: ExpectedRevision,
): PreparedAppend {
  refuseRangeError(() => streamName(stream));
  if (expected !== 'none' && expected < 0n)
    throw new InvalidAppendError(`${expected} is no revision.`);
  if (events.length === 0) throw new InvalidAppendError(`it has no events, on ${stream}.`);
  const ids = new Set<string>();
  let bytes = 0;
  const prepared = events.map((event) => {
    if (ids.has(event.id)) throw new InvalidAppendError(`id ${event.id} is in it twice.`);
    ids.add(event.id);
    const text = prepareEvent(event);
    bytes += Buffer.byteLength(text.data) + Buffer.byteLength(text.meta);
    return text;
  });
  if (bytes > maximumAppendBytes)
    throw new InvalidAppendError(
      `${bytes} bytes; at most ${maximumAppendBytes} fit, on ${stream}.`,
    );
  return { events: prepared, bytes };
}

function prepareEvent({ id, type, data, meta }: NewEvent): PreparedEvent {
  refuseRangeError(() => eventId(id));
  if (!isEventType(type))
    throw new InvalidAppendError(`a type is context.fact.vN, not "${type.slice(0, 80)}".`);
  return { id, type, data: jsonText(data, type), meta: jsonText(meta, type) };
}

function jsonText(value: unknown, type: string): string {
  let text: unknown;
  try {
    text = JSON.stringify(value);
  } catch (error) {
    throw new InvalidAppendError(`${type} can not be written as JSON: ${String(error)}`);
  }
  if (typeof text !== 'string') throw new InvalidAppendError(`${type} has no JSON data.`);
  return text;
}

function refuseRangeError(parse: () => unknown): void {
  try {
    parse();
  } catch (error) {
    throw new InvalidAppendError(error instanceof Error ? error.message : String(error));
  }
}
