import { isCaseFact } from '../case-facts.js';
import type { ProjectedEvent, Projection } from '../projection.js';
import { turnCollection, type TurnView } from './model.js';
import { turnId } from './turn-id.js';

/** The turn that an event takes, if it takes one. */
function turnIn(event: ProjectedEvent): { readonly id: string; readonly last: string } | undefined {
  if (!isCaseFact(event) || event.type !== 'case.assigned.v1') return undefined;
  const { after, basis } = event.data;
  if (basis?.turn === undefined || after === null) return undefined;
  return { id: turnId(event.meta.authority, basis.turn), last: after.id };
}

/** Who was chosen last by turns: the next assignment by turns goes on from there. */
export const turnsProjection: Projection<TurnView> = {
  name: turnCollection.name,
  version: turnCollection.version,
  collection: turnCollection,
  touches: (event) => {
    const turn = turnIn(event);
    return turn === undefined ? [] : [turn.id];
  },
  evolve: (body, event) => {
    const turn = turnIn(event);
    return turn === undefined ? body : { last: turn.last };
  },
};
