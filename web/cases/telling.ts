import type { HistoryStep } from '../../projections/history/model.js';
import { accessTo } from '../../projections/visibility.js';
import type { Visit } from '../base/visit.js';
import type { WebParts } from '../parts.js';
import type { ServiceWords } from '../words/service-words.js';

/** A step with the name of its fact: `acted`, `timer-passed`. */
export type NamedStep = HistoryStep & { readonly fact: string };

/** What a step's words are made with. */
export interface Telling {
  readonly parts: WebParts;
  readonly visit: Visit;
  readonly words: ServiceWords;
  /** Whether the reader works on cases. */
  readonly inside: boolean;
  /** Whether the reader may read what people wrote and who they are, not only what was done. */
  readonly personal: boolean;
}

/** Whether the visitor works for the authority, and so may read what is internal. */
export const worksInside = ({ caller }: Visit): boolean =>
  caller.actor.kind === 'staff' || caller.actor.kind === 'system';

/** Whether what people wrote is shown to the visitor at all: not to those who only study figures. */
export const seesPersonal = ({ caller }: Visit): boolean =>
  'answers' in accessTo('cases', caller).mask({ answers: {} });
