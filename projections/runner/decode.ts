import { UnknownEventError, type Codec } from '../../domain/kernel/codec.js';
import type { Recorded } from '../../domain/kernel/envelope.js';
import type { Position } from '../../domain/kernel/ids.js';
import type { ProjectedEvent } from '../projection.js';
import type { PageEnd, ProjectedPage } from './source.js';

/** A page up to the first event that this code does not know, and that event's type. */
export interface Decoded {
  /** Absent when the very first event is unknown, or there are none. */
  readonly page?: ProjectedPage;
  readonly unknown?: UnknownEventError;
}

/** @param after where the page was read from */
export function decodePage(
  codec: Codec,
  recorded: readonly Recorded[],
  after: Position,
  live: boolean,
): Decoded {
  const events: ProjectedEvent[] = [];
  for (const [index, event] of recorded.entries()) {
    try {
      const decoded = codec.decode(event);
      if (decoded !== undefined) events.push({ ...event, ...decoded });
    } catch (error) {
      if (!(error instanceof UnknownEventError)) throw error;
      const end = endOf(recorded.slice(0, index), after);
      return { unknown: error, ...(end && { page: { after, events, end, live: false } }) };
    }
  }
  const end = endOf(recorded, after);
  return end === undefined ? {} : { page: { after, events, end, live } };
}

function endOf(recorded: readonly Recorded[], after: Position): PageEnd | undefined {
  const last = recorded.at(-1);
  if (last === undefined) return undefined;
  return {
    position: last.position,
    eventId: last.id,
    previous: recorded.at(-2)?.position ?? after,
    recordedAt: last.recordedAt,
  };
}
