import { categoryOf, keyOf } from '../../domain/kernel/ids.js';
import { foldFact, isCaseFact } from '../case-facts.js';
import { patch } from '../patch.js';
import type { ProjectedEvent, Projection } from '../projection.js';
import { caseFolds } from './folds.js';
import { caseCollection, type CaseBody, type CaseView } from './model.js';
import { opened } from './opening.js';

function touched(body: CaseBody, { meta, revision }: ProjectedEvent): CaseBody {
  const { id, kind } = meta.actor;
  return patch(body, {
    revision: Number(revision),
    updatedAt: meta.occurredAt,
    ...(meta.origin !== 'policy' && { lastActionBy: { id, kind } }),
  });
}

function evolve(body: CaseBody | undefined, event: ProjectedEvent): CaseBody | undefined {
  if (!isCaseFact(event)) return body;
  if (event.type === 'case.submitted.v1') return touched(opened(event.data, event), event);
  if (body === undefined)
    throw new RangeError(`${event.stream} begins with ${event.type}, not with its submission`);
  return touched(foldFact(caseFolds, body, event), event);
}

/** The current state of every case. */
export const casesProjection: Projection<CaseView> = {
  name: caseCollection.name,
  version: caseCollection.version,
  collection: caseCollection,
  touches: ({ stream }) => (categoryOf(stream) === 'case' ? [keyOf(stream)] : []),
  evolve,
};
