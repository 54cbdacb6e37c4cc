import type { Instant } from '../kernel/instant.js';
import type { CompiledService, RuleFacts } from '../service/compiled.js';
import type { State, StateKind } from '../service/schema/index.js';
import type { Moment } from './moment.js';
import type { SubmittedCase } from './state.js';

/** A step of a case through its workflow, as its timers see it. */
export interface Transition {
  readonly service: CompiledService;
  readonly moment: Moment;
  /** As it was before; of a submission, as it begins. */
  readonly state: SubmittedCase;
  readonly action?: string;
  /** null on submission. */
  readonly from: State | null;
  readonly to: State;
  /** Timer → due time, for those whose length is given. */
  readonly due: Readonly<Record<string, Instant>>;
  /** As they are after the step; built when a rule asks. */
  readonly facts: () => RuleFacts;
}

type Ends = Pick<Transition, 'from' | 'to'>;

export const isEnding = (kind: StateKind): boolean => kind === 'resolved' || kind === 'end';
/** Whether a state is entered, not kept. */
export const enters = ({ from, to }: Ends): boolean => from?.code !== to.code;
export const leaves = ({ from, to }: Ends, state: string): boolean =>
  from?.code === state && to.code !== state;
/** Whether a kind of state is reached that the case was not in before. */
export const becomes = ({ from, to }: Ends, kind: StateKind): boolean =>
  to.kind === kind && from?.kind !== kind;
/** Whether a resolved or closed case comes back to work. */
export const reopens = ({ from, to }: Ends): boolean =>
  from !== null && isEnding(from.kind) && !isEnding(to.kind);
