import { caseEvents, type CaseEvent } from '../domain/case/events.js';
import type { ProjectedEvent } from './projection.js';

/** A fact of a case with its envelope. */
export type CaseFact = ProjectedEvent & CaseEvent;
export type CaseFactType = CaseEvent['type'];
export type CaseData<T extends CaseFactType> = Extract<CaseEvent, { readonly type: T }>['data'];

/** One function for each fact of a case: a fact without one does not compile. */
export type CaseFold<Body> = {
  readonly [T in CaseFactType]: (body: Body, data: CaseData<T>, event: ProjectedEvent) => Body;
};

const types: ReadonlySet<string> = new Set(caseEvents.map(({ type }) => type));

export const isCaseFact = (event: ProjectedEvent): event is CaseFact => types.has(event.type);

/** The type's function of the table, applied to the fact's data. */
export const foldFact = <Body, T extends CaseFactType>(
  table: CaseFold<Body>,
  body: Body,
  fact: { readonly type: T; readonly data: CaseData<T> } & ProjectedEvent,
): Body => table[fact.type](body, fact.data, fact);
