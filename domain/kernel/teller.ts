import type { Actor } from './envelope.js';
import { keyOf, type StreamName } from './ids.js';

/**
 * Whose an event's free words are: a citizen's or vendor's own, or theirs for whom they act. What staff, systems and
 * the public say is said in the matter, and is of nobody beyond it: its owner is the stream's key.
 */
export const tellerOf = (
  { kind, id, onBehalfOf }: Pick<Actor, 'kind' | 'id' | 'onBehalfOf'>,
  stream: StreamName,
): string => (kind === 'citizen' || kind === 'vendor' ? (onBehalfOf ?? id) : keyOf(stream));
