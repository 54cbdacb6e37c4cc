import type { VisibleStep } from '../../projections/history/visible.js';
import type { Visit } from '../base/visit.js';
import type { WebParts } from '../parts.js';
import type { ServiceWords } from '../words/service-words.js';

/** A step with the name of its fact: `acted`, `timer-passed`. */
export type NamedStep = VisibleStep & { readonly fact: string };

/** What a step's words are made with. */
export interface Telling {
  readonly parts: WebParts;
  readonly visit: Visit;
  readonly words: ServiceWords;
  /** Whether the reader works on cases. */
  readonly inside: boolean;
}

/** Whether the visitor works for the authority, and so may read what is internal. */
export const worksInside = ({ caller }: Visit): boolean =>
  caller.actor.kind === 'staff' || caller.actor.kind === 'system';
