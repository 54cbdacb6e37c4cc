import type { Authority } from '../kernel/authority.js';
import type { Channel } from '../kernel/envelope.js';
import type { Instant, PlainDate } from '../kernel/instant.js';
import type { Answers } from './event-parts.js';
import type { Assignee, Outcome, Priority, StateKind } from '../service/schema/index.js';
import type {
  Alias,
  CaseDocument,
  Confidentiality,
  Link,
  Party,
  Place,
  Subject,
  TimerEnding,
  TimerSource,
} from './header.js';

/** What a submission fixes for good. */
export interface CaseHeader {
  readonly reference: string;
  readonly authority: Authority;
  readonly service: string;
  /** Version of the service definition that the case keeps. */
  readonly version: number;
  /** Whose definition that is: the case's authority, or one above it. */
  readonly definedBy: Authority;
  readonly start: string;
  readonly channel: Channel;
  readonly language: string;
  readonly openedAt: Instant;
  /** Local date in the zone of the service's calendar. */
  readonly openedOn: PlainDate;
  readonly receivedOn: string | null;
  readonly subject: Subject | null;
  readonly aliases: readonly Alias[];
}

interface TimerCore {
  readonly name: string;
  /** What its length is counted from. */
  readonly from: Instant;
  /** Workflow state in which it started. */
  readonly startedIn: string;
  readonly source: TimerSource;
  /** Of a paused timer: as it was before. */
  readonly dueAt: Instant;
}
export type RunningTimer = TimerCore & { readonly status: 'running' };
export type PausedTimer = TimerCore & {
  readonly status: 'paused';
  /** Milliseconds, of working time when `working`. */
  readonly left: number;
  readonly working: boolean;
};
export type PassedTimer = TimerCore & { readonly status: 'passed' };
export type EndedTimer = TimerCore & { readonly status: 'ended'; readonly by: TimerEnding };
/** One timer of a case; of one that started again only the latest run is kept. */
export type CaseTimer = RunningTimer | PausedTimer | PassedTimer | EndedTimer;

export type TaskResult = 'done' | 'refused' | 'skipped';
/** Parallel tasks, as last opened. */
export interface OpenedTasks {
  readonly group: string;
  readonly complete: boolean;
  /** Task → result; null while it is open. */
  readonly results: Readonly<Record<string, TaskResult | null>>;
}

export type Review = 'pending' | 'accepted' | 'rejected';
export type HeldDocument = CaseDocument & { readonly review: Review };

export interface Feedback {
  readonly score: number;
  readonly at: Instant;
}

interface CaseCore {
  readonly header: CaseHeader;
  readonly type: string | null;
  readonly office: string | null;
  readonly priority: Priority;
  readonly confidentiality: Confidentiality;
  readonly parties: readonly Party[];
  readonly places: readonly Place[];
  readonly answers: Readonly<Answers>;
  /** Field of the answers → person whose personal data it is. */
  readonly personalAnswers: Readonly<Record<string, string>>;
  readonly documents: readonly HeldDocument[];
  readonly links: readonly Link[];
  /** Amount → minor units; 0 when absent. */
  readonly amounts: Readonly<Record<string, number>>;
  /** Where in its workflow it is. */
  readonly state: string;
  readonly kind: StateKind;
  readonly enteredAt: Instant;
  /** Working milliseconds on the running clock, up to `countedAt`. */
  readonly workingTime: number;
  readonly countedAt: Instant;
  readonly timers: readonly CaseTimer[];
  readonly tasks: readonly OpenedTasks[];
  readonly assignee: Assignee | null;
  /** Workflow state → who last had the case there. */
  readonly holders: Readonly<Record<string, Assignee>>;
  /** Level of escalation; 0 for none. */
  readonly level: number;
  readonly reopened: number;
  /** When the last event happened. */
  readonly lastAt: Instant;
}

/** How a case came to its end; also when it was only resolved so far. */
interface Ending {
  readonly outcome: Outcome | null;
  readonly resolvedAt: Instant | null;
  readonly closedAt: Instant | null;
  /** On this ending: a case that is reopened may be judged anew. */
  readonly feedback: Feedback | null;
}
export type OpenCase = CaseCore & { readonly status: 'open'; readonly ending: null };
export type ResolvedCase = CaseCore & {
  readonly status: 'resolved';
  readonly ending: Ending & { readonly resolvedAt: Instant; readonly closedAt: null };
};
export type ClosedCase = CaseCore & {
  readonly status: 'closed';
  readonly ending: Ending & { readonly closedAt: Instant };
};

/** A case that was submitted. */
export type SubmittedCase = OpenCase | ResolvedCase | ClosedCase;
export type CaseState = { readonly status: 'none' } | SubmittedCase;

export const noCase: CaseState = { status: 'none' };
