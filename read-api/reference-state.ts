import { officesSet } from '../commands/catalogue/sets.js';
import { lineage, type Authority } from '../domain/kernel/authority.js';
import type { Recorded } from '../domain/kernel/envelope.js';
import type { PlainDate } from '../domain/kernel/instant.js';
import {
  referenceDecider,
  referenceEvents,
  referenceStream,
  referenceView,
  type Office,
} from '../domain/reference/index.js';
import type { Reads } from '../http/reads.js';
import { projected } from '../projections/recorded.js';

const referenceTypes: ReadonlySet<string> = new Set(referenceEvents.map(({ type }) => type));
type ReferenceEvent = Parameters<typeof referenceDecider.evolve>[1];

/** A set of reference data as its stream says. */
export const referenceState = ({ codec }: Pick<Reads, 'codec'>, events: readonly Recorded[]) =>
  projected(events, codec)
    .filter(({ type }) => referenceTypes.has(type))
    .reduce(
      (state, event) => referenceDecider.evolve(state, event as ReferenceEvent, event.meta),
      referenceDecider.initialState,
    );

/** The offices of an authority and of those above it, as they are published today. */
export async function officesOf(reads: Reads, of: Authority): Promise<readonly Office[]> {
  const sets = await Promise.all(
    lineage(of).map(async (authority) => {
      const events = await reads.stream(referenceStream(authority, officesSet));
      const set = referenceState(reads, events);
      return set.status === 'published' ? [{ authority, set }] : [];
    }),
  );
  return referenceView(of, sets.flat()).offices(reads.now().slice(0, 10) as PlainDate);
}
