import { parseReference, type CaseReference } from '../../domain/kernel/case-reference.js';
import type { Recorded } from '../../domain/kernel/envelope.js';
import { streamName, type Position } from '../../domain/kernel/ids.js';
import { RejectedError } from '../../http/problem.js';
import { refuse } from '../../http/rejections.js';
import { caseInSight, sightOf } from '../../http/sight.js';
import { caseCollection, type CaseView } from '../../projections/cases/model.js';
import type { Collection } from '../../projections/read-store.js';
import type { Access } from '../../projections/visibility.js';
import type { Visit } from '../base/visit.js';
import type { WebParts } from '../parts.js';

/** Longest that a page waits for the read models to show what was just written. */
const patience = 3_000;

/** Lets the next page show this write; it goes on without when that takes too long. */
export const seen = async ({ reads }: WebParts, position: Position): Promise<void> => {
  await reads.reached(position, patience);
};

export interface CaseSight {
  /** Only what the visitor may see. */
  readonly cases: Collection<CaseView>;
  readonly access: Access;
  /** Whether the visitor may look for words: not where some of the words are hidden from them. */
  readonly searchable: boolean;
}

/** The cases as the visitor may see them. */
export async function casesFor({ reads }: WebParts, { caller }: Visit): Promise<CaseSight> {
  const { collection, access } = await sightOf<CaseView>(reads, 'cases', caller);
  const { text = [] } = access.queryable(caseCollection);
  return { cases: collection, access, searchable: text.length > 0 };
}

const missing = (reference: string): RejectedError =>
  new RejectedError(refuse('not-found', { path: `/cases/${reference.slice(0, 40)}` }).error);

/** A reference as people write it. @throws RejectedError when there can be no such case */
export function referenceIn(text: string): CaseReference {
  const reference = parseReference(text);
  if (!reference.ok) throw missing(text);
  return reference.value;
}

export interface VisibleCase {
  readonly reference: CaseReference;
  readonly events: readonly Recorded[];
  readonly access: Access;
}

/**
 * The stream of a case that the visitor may see.
 *
 * @throws RejectedError for one out of sight as for one that is not there.
 */
export async function visibleCase(
  parts: WebParts,
  visit: Visit,
  text: string,
): Promise<VisibleCase> {
  const reference = referenceIn(text);
  const { access } = await casesFor(parts, visit);
  if ((await caseInSight(parts.reads, reference, visit.caller)) === undefined) throw missing(text);
  const events = await parts.reads.stream(streamName(`case-${reference}`));
  return { reference, events, access };
}
