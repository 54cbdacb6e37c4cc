import type { Codec } from '../domain/kernel/codec.js';
import type { Recorded } from '../domain/kernel/envelope.js';
import type { ProjectedEvent } from './projection.js';

/** Stored events in their newest versions, retired ones left out. @throws UnknownEventError */
export const projected = (
  events: readonly Recorded[],
  codec: Pick<Codec, 'decode'>,
): readonly ProjectedEvent[] =>
  events.flatMap((event) => {
    const decoded = codec.decode(event);
    return decoded === undefined ? [] : [{ ...event, ...decoded }];
  });
