import { caseEvents, type CaseEvent } from '../domain/case/events.js';
import type { ProjectedEvent } from './projection.js';

/** A fact of a case with its envelope. */
export type CaseFact = ProjectedEvent & CaseEvent;
export type CaseFactType = CaseEvent['type'];
export type CaseData<T extends CaseFactType> = Extract<CaseEvent, { readonly type: T }>['data'];

/** One function for each fact of a case, from what is known before it: a fact without one does not compile. */
export type CaseTable<Before, Result> = {
  readonly [T in CaseFactType]: (
    data: CaseData<T>,
    event: ProjectedEvent,
    before: Before,
  ) => Result;
};

const types: ReadonlySet<string> = new Set(caseEvents.map(({ type }) => type));

export const isCaseFact = (event: ProjectedEvent): event is CaseFact => types.has(event.type);

/** The fact's own function of a table, applied to it. */
export const lookUp = <Before, Result, T extends CaseFactType>(
  table: CaseTable<Before, Result>,
  fact: ProjectedEvent & { readonly type: T; readonly data: CaseData<T> },
  before: Before,
): Result => table[fact.type](fact.data, fact, before);
