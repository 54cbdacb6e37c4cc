import type { Decider } from '../kernel/decider.js';
import type { CaseCommand } from './commands.js';
import type { CaseContext } from './context.js';
import { decide } from './decide.js';
import type { CaseEvent } from './events.js';
import { evolve } from './evolve.js';
import { settle } from './settle.js';
import { noCase, type CaseState } from './state.js';

/**
 * One matter under one service: commands in, events out.
 *
 * @example
 * settleThenDecide(caseDecider, state, { operation: 'comment', body }, context);
 */
export const caseDecider: Decider<CaseState, CaseCommand, CaseEvent, CaseContext> = {
  initialState: noCase,
  decide,
  evolve,
  settle,
};
