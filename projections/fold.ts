import type { Body, ProjectedEvent, Projection } from './projection.js';
import type { Document } from './read-store.js';

/** The documents of a projection over some events in log order: of all they touch, or of one. */
export function fold<D extends Document>(
  projection: Projection<D>,
  events: Iterable<ProjectedEvent>,
  before: ReadonlyMap<string, Body<D>> = new Map(),
): ReadonlyMap<string, Body<D>> {
  const documents = new Map(before);
  for (const event of events)
    for (const id of projection.touches(event)) {
      const body = projection.evolve(documents.get(id), event, id);
      if (body === undefined) documents.delete(id);
      else documents.set(id, body);
    }
  return documents;
}
