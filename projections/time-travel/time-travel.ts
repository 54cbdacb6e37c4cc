import type { Codec } from '../../domain/kernel/codec.js';
import type { Recorded } from '../../domain/kernel/envelope.js';
import type { Instant } from '../../domain/kernel/instant.js';
import type { CaseView } from '../cases/model.js';
import { casesProjection } from '../cases/project.js';
import { fold } from '../fold.js';
import { projected } from '../recorded.js';

/** A point of view on the past: what had happened, as far as had been recorded. */
export interface Moment {
  /** Events that had happened by then. */
  readonly asOf?: Instant;
  /** Events that had been recorded by then. */
  readonly knownAt?: Instant;
}

/** The prefix of a stream that a moment sees; times never decrease within a stream. */
export function eventsAt<E extends Recorded>(
  events: readonly E[],
  { asOf, knownAt }: Moment,
): readonly E[] {
  const beyond = events.findIndex(
    ({ meta, recordedAt }) =>
      (asOf !== undefined && meta.occurredAt > asOf) ||
      (knownAt !== undefined && recordedAt > knownAt),
  );
  return beyond === -1 ? events : events.slice(0, beyond);
}

/**
 * A case as it stood at a moment; undefined when it had not been submitted yet.
 *
 * @param events the case's stream from its beginning
 * @throws UnknownEventError for a fact that this code does not know
 */
export function caseAt(
  events: readonly Recorded[],
  codec: Pick<Codec, 'decode'>,
  moment: Moment = {},
): CaseView | undefined {
  const prefix = eventsAt(events, moment);
  const last = prefix.at(-1);
  const [entry] = fold(casesProjection, projected(prefix, codec));
  if (last === undefined || entry === undefined) return undefined;
  const [id, body] = entry;
  return { _id: id, position: last.position, ...body };
}
