import { categoryOf, keyOf } from '../../domain/kernel/ids.js';
import { isCaseFact, lookUp, type CaseFact } from '../case-facts.js';
import { patch, type Changes } from '../patch.js';
import type { ProjectedEvent, Projection } from '../projection.js';
import { caseFolds } from './folds.js';
import { caseCollection, type CaseBody, type CaseView } from './model.js';
import { opened } from './opening.js';

function changes(body: CaseBody, fact: CaseFact): Changes<CaseBody> {
  const { actor, occurredAt, origin } = fact.meta;
  return {
    ...lookUp(caseFolds, fact, body),
    revision: Number(fact.revision),
    updatedAt: occurredAt,
    ...(origin !== 'policy' && { lastActionBy: { id: actor.id, kind: actor.kind } }),
  };
}

function evolve(body: CaseBody | undefined, event: ProjectedEvent): CaseBody | undefined {
  if (!isCaseFact(event)) return body;
  const before = event.type === 'case.submitted.v1' ? opened(event.data, event) : body;
  if (before === undefined)
    throw new RangeError(`${event.stream} begins with ${event.type}, not with its submission`);
  return patch(before, changes(before, event));
}

/** The current state of every case. */
export const casesProjection: Projection<CaseView> = {
  name: caseCollection.name,
  version: caseCollection.version,
  collection: caseCollection,
  touches: ({ stream }) => (categoryOf(stream) === 'case' ? [keyOf(stream)] : []),
  evolve,
};
