import { isCaseFact } from './case-facts.js';
import type { ProjectedEvent } from './projection.js';

/** `case.answers-amended.v1` → `answers-amended`. */
const factOf = (type: string): string => type.split('.')[1] ?? type;

/** What a person would call an event: the action taken, the timer that passed, else the fact. */
export function activityOf(event: ProjectedEvent): string {
  if (!isCaseFact(event)) return factOf(event.type);
  switch (event.type) {
    case 'case.acted.v1':
      return event.data.action;
    case 'case.timer-passed.v1':
      return event.data.timer;
    case 'case.moved.v1':
      return event.data.reason;
    default:
      return factOf(event.type);
  }
}
