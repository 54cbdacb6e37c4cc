import { mirrorLink } from '../../commands/index.js';
import type { Reaction } from '../../commands/reactions/reaction.js';

/** What a city's reactions are. */
export const reactions: readonly Reaction[] = [mirrorLink];
