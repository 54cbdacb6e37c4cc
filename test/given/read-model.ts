import { openReadStore } from '../../adapters/sqlite/read-store/index.js';
import type { EventId, Position } from '../../domain/kernel/ids.js';
import { fold } from '../../projections/fold.js';
import type { ProjectedEvent, Projection } from '../../projections/projection.js';
import type { Collection, Document, ReadStore } from '../../projections/read-store.js';
import { position } from './case-story.js';

export interface ReadModel<D extends Document> {
  readonly store: ReadStore;
  readonly collection: Collection<D>;
}

const checkpoint = {
  logId: 'story',
  position: position(1),
  eventId: '00000000-0000-4000-8000-000000000000' as EventId,
  previous: '' as Position,
};

/** A read model over some events, in a store of its own in memory; close the store in the end. */
export async function readModel<D extends Document>(
  projection: Projection<D>,
  events: Iterable<ProjectedEvent>,
): Promise<ReadModel<D>> {
  const { collection: definition } = projection;
  const store = openReadStore(':memory:');
  await store.prepare(definition, 'story');
  const documents = fold(projection, events);
  await store.commit({
    collection: definition,
    writes: [...documents].map(([_id, body]) => ({ _id, position: position(1), ...body })),
    checkpoint,
  });
  await store.finish(definition);
  return { store, collection: store.collection<D>(definition) };
}
