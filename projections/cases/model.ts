import type { Confidentiality, Link, Party, Place } from '../../domain/case/header.js';
import type { Authority } from '../../domain/kernel/authority.js';
import type { ActorKind, Channel } from '../../domain/kernel/envelope.js';
import type { Instant } from '../../domain/kernel/instant.js';
import type { JsonObject } from '../../domain/kernel/json.js';
import type { Assignee } from '../../domain/service/schema/policies.js';
import type { Priority } from '../../domain/service/schema/parts.js';
import type { Outcome, StateKind } from '../../domain/service/schema/workflow.js';
import type { RunningTimer } from '../running-timers.js';
import type { Body } from '../projection.js';
import type { CollectionDefinition, Document } from '../read-store.js';

export type CaseStatus = 'open' | 'resolved' | 'closed';

/** One case as it stands; `_id` is its reference. Names, contacts and personal answers are kept as stored: sealed. */
export interface CaseView extends Document {
  readonly service: string;
  readonly version: number;
  /** Whose definition that is: the case's authority, or one above it. */
  readonly definedBy: Authority;
  readonly start: string;
  readonly type?: string;
  readonly state: { readonly code: string; readonly kind: StateKind };
  readonly status: CaseStatus;
  readonly outcome?: Outcome;
  readonly authority: Authority;
  readonly office?: string;
  readonly assignee?: Assignee;
  readonly priority: Priority;
  readonly confidentiality: Confidentiality;
  readonly channel: Channel;
  readonly language: string;
  readonly parties: readonly Party[];
  /** Accounts of the parties. */
  readonly partyIds: readonly string[];
  readonly places: readonly Place[];
  /** Area codes of all places. */
  readonly areas: readonly string[];
  /** The first place that is a point. */
  readonly location?: { readonly longitude: number; readonly latitude: number };
  /** `scheme:value`. */
  readonly aliases: readonly string[];
  /** `registry:key` of the entry it is about. */
  readonly subject?: string;
  readonly links: readonly Link[];
  readonly summary?: string;
  readonly answers: JsonObject;
  /** Field of the answers → person whose personal data it is. */
  readonly personalAnswers: Readonly<Record<string, string>>;
  /** For text search: values of the aliases, and free text among the answers that are not personal. */
  readonly words?: string;
  /** Amount code → minor units. */
  readonly amounts: Readonly<Record<string, number>>;
  readonly currency?: string;
  readonly openedAt: Instant;
  /** Legal date of receipt, when it is not the day of entry. */
  readonly receivedOn?: string;
  readonly updatedAt: Instant;
  readonly stateSince: Instant;
  readonly resolvedAt?: Instant;
  readonly closedAt?: Instant;
  /** Due time of the standard timer, also after it has passed or ended; absent while it is paused. */
  readonly dueAt?: Instant;
  /** Earliest due time of all running timers. */
  readonly nextDueAt?: Instant;
  readonly timers: readonly RunningTimer[];
  /** Orders work: by due time, then cases without one by opening. */
  readonly queueOrder: string;
  /** Of a resolved or closed case with a due time. */
  readonly onTime?: boolean;
  /** Working milliseconds so far; after resolution the total. */
  readonly workingTime: number;
  /** Level reached; 0 for none. */
  readonly escalation: number;
  readonly reopened: number;
  /** The latest given, also on an ending before a reopening. */
  readonly feedback?: { readonly score: number; readonly scale: number };
  /** Documents on the case, each counted once however many versions it has. */
  readonly documents: number;
  /** `group/task`. */
  readonly openTasks: readonly string[];
  /** Whoever did the last thing that no policy did. */
  readonly lastActionBy?: { readonly id: string; readonly kind: ActorKind };
  /** Of the last event folded into it. */
  readonly revision: number;
}

export type CaseBody = Body<CaseView>;

/**
 * Every index is paid on each rewrite of a case, so there is one for each list that must stay fast at a
 * million cases: an office's queue, a person's work, a service's cases by state, what is overdue in the
 * whole authority (also the overview, which reads open cases only) and its open cases in order of work, the
 * newest cases and those that changed last.
 */
export const caseCollection: CollectionDefinition = {
  name: 'cases',
  version: 1,
  fields: {
    service: 'text',
    version: 'number',
    type: 'text',
    'state.code': 'text',
    status: 'text',
    outcome: 'text',
    authority: 'text',
    office: 'text',
    'assignee.kind': 'text',
    'assignee.id': 'text',
    priority: 'text',
    confidentiality: 'text',
    channel: 'text',
    language: 'text',
    subject: 'text',
    partyIds: 'texts',
    areas: 'texts',
    aliases: 'texts',
    openTasks: 'texts',
    openedAt: 'instant',
    updatedAt: 'instant',
    stateSince: 'instant',
    resolvedAt: 'instant',
    closedAt: 'instant',
    dueAt: 'instant',
    queueOrder: 'text',
    onTime: 'boolean',
    escalation: 'number',
    reopened: 'number',
    'feedback.score': 'number',
  },
  indexes: [
    ['office', 'status', 'queueOrder'],
    ['assignee.id', 'status', 'queueOrder'],
    ['service', 'state.code', 'openedAt'],
    ['status', 'dueAt'],
    ['status', 'queueOrder'],
    ['queueOrder'],
    ['openedAt'],
    ['office', 'openedAt'],
    ['service', 'openedAt'],
    ['updatedAt'],
  ],
  text: ['summary', 'places.address', 'words'],
  measures: ['amounts.*', 'workingTime', 'documents'],
};
