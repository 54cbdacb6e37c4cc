import type { AmountChange, Link, TimerSetting } from '../../domain/case/header.js';
import type { Actor, Channel, Origin, RuleReference } from '../../domain/kernel/envelope.js';
import type { Instant } from '../../domain/kernel/instant.js';
import type { Assignee } from '../../domain/service/schema/policies.js';
import type { Priority } from '../../domain/service/schema/parts.js';
import type { Outcome, TimerKind } from '../../domain/service/schema/workflow.js';

/** Who may see a step: whoever works on the case, its parties too, or everybody. */
export const audiences = ['internal', 'parties', 'public'] as const;
export type Audience = (typeof audiences)[number];

interface Change<T> {
  readonly before: T;
  readonly after: T;
}

/** What a step says beside who and when; only what its fact says. */
export interface StepDetails {
  readonly audience: Audience;
  /** States before and after, equal when an action left the state as it was. */
  readonly from?: string;
  readonly to?: string;
  readonly comment?: string;
  readonly reason?: string;
  /** Working milliseconds in `from`; of an end, in all. */
  readonly workingTime?: number;
  readonly assignee?: Change<Assignee | null>;
  readonly priority?: Change<Priority>;
  readonly type?: Change<string | null>;
  readonly office?: Change<string | null>;
  /** Level of escalation reached. */
  readonly level?: number;
  readonly amounts?: readonly AmountChange[];
  /** The timer that passed or was extended. */
  readonly timer?: { readonly name: string; readonly kind?: TimerKind; readonly dueAt: Instant };
  /** Timers started, moved, paused and ended by this. */
  readonly timers?: readonly TimerSetting[];
  /** Names of documents attached, or the id of the one reviewed. */
  readonly documents?: readonly string[];
  readonly verdict?: 'accepted' | 'rejected';
  /** Answers that changed. */
  readonly fields?: readonly string[];
  readonly link?: Link;
  /** `group/task`. */
  readonly tasks?: readonly string[];
  readonly result?: 'done' | 'refused' | 'skipped';
  readonly outcome?: Outcome | null;
  readonly dueAt?: Instant | null;
  readonly onTime?: boolean | null;
  readonly score?: number;
  /** Consequences of a passing timer that could not be had. */
  readonly failures?: readonly string[];
}

/** One fact of a case as a person reads it. */
export interface HistoryStep extends StepDetails {
  readonly revision: number;
  /** What a person would call it, as in the audit view. */
  readonly activity: string;
  /** When it happened. */
  readonly at: Instant;
  readonly recordedAt: Instant;
  readonly actor: Actor;
  readonly origin: Origin;
  readonly rule?: RuleReference;
  /** The office acting. */
  readonly actingOffice?: string;
  readonly channel: Channel;
}
