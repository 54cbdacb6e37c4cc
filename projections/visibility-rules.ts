import { accountsOf, type Actor } from '../domain/kernel/envelope.js';
import type { Authority } from '../domain/kernel/authority.js';
import type { Filter } from './read-store.js';

/** Who reads, as their token says. */
export interface Reader {
  readonly actor: Actor;
  /** Their roles hold here and below. */
  readonly authority: Authority;
}

export const readModels = ['cases', 'deadlines', 'events', 'service-levels', 'services'] as const;
export type ReadModelName = (typeof readModels)[number];

/** Kinds of readers, told apart by the actor's kind and then by role; the first that fits counts. */
export const readers = [
  'system',
  'auditor',
  'admin',
  'analyst',
  'policymaker',
  'confidential_reader',
  'staff',
  'vendor',
  'citizen',
  'public',
] as const;
export type ReaderKind = (typeof readers)[number];

/** Roles of staff that read more, or otherwise, than other staff do. */
const readingRoles: readonly ReaderKind[] = [
  'auditor',
  'admin',
  'confidential_reader',
  'analyst',
  'policymaker',
];

/** An admin who is also an auditor reads as an auditor: the widest role counts. */
export function readerKind({ kind, roles }: Actor): ReaderKind {
  if (kind !== 'staff') return kind;
  return readingRoles.find((role) => roles.includes(role)) ?? 'staff';
}

/** Which documents: a filter made of who reads. */
export const rowRules = {
  nothing: () => ({ any: [] }),
  everything: () => ({ all: [] }),
  /** Of the reader's authority and below. */
  authority: ({ authority }) => ({ field: 'authority', within: authority }),
  /** Of the authority, and no confidential ones but those the reader works on. */
  'authority, not confidential': ({ authority, actor }) => ({
    all: [
      { field: 'authority', within: authority },
      {
        any: [
          { not: { field: 'confidentiality', eq: 'confidential' } },
          {
            all: [
              { field: 'assignee.kind', eq: 'person' },
              { field: 'assignee.id', eq: actor.id },
            ],
          },
        ],
      },
    ],
  }),
  /** Of the authority, and none of confidential cases: who has those is not known there. */
  'authority, none confidential': ({ authority }) => ({
    all: [{ field: 'authority', within: authority }, { not: { field: 'confidential', eq: true } }],
  }),
  /** Cases that the reader, or whom they act for, is a party of. */
  'own cases': ({ actor }) => ({ field: 'partyIds', in: accountsOf(actor) }),
  /** Cases assigned to the reader's firm. */
  'assigned cases': ({ actor }) => ({
    all: [
      { field: 'assignee.kind', eq: 'vendor' },
      { field: 'assignee.id', in: persons(actor) },
    ],
  }),
  /** What the reader did. */
  'own doings': ({ actor }) => ({
    all: [
      { field: 'actor.id', eq: actor.id },
      { field: 'actor.kind', eq: actor.kind },
    ],
  }),
  /** Published ones of any authority; drafts of the reader's authority. */
  'published and own drafts': ({ authority }) => ({
    any: [
      { field: 'status', eq: 'published' },
      { field: 'authority', within: authority },
    ],
  }),
  published: () => ({ field: 'status', eq: 'published' }),
} as const satisfies Record<string, (reader: Reader) => Filter>;
export type RowRule = keyof typeof rowRules;

const persons = ({ id, onBehalfOf }: Actor): readonly string[] =>
  onBehalfOf === undefined ? [id] : [id, onBehalfOf];

/** Whose documents' parts may not be seen, filtered or grouped by. */
const personal = [
  'parties',
  'partyIds',
  'answers',
  'personalAnswers',
  'words',
  'summary',
  'places',
  'location',
  'aliases',
  'subject',
  'lastActionBy',
];
const internal = ['assignee', 'lastActionBy', 'escalation', 'openTasks', 'nextDueAt'];

export interface VisibilityRule {
  readonly rows: RowRule;
  /** Whether figures over these rows may be asked for; rows are shown whenever there are any. */
  readonly figures: boolean;
  /** Only figures, no single documents. */
  readonly figuresOnly?: true;
  /** Dotted paths that are left out of documents and of queries. */
  readonly hides?: readonly string[];
  /** Parties other than the reader are shown by role only. */
  readonly hidesOtherParties?: true;
  /** Of the limits that run, those that only the office is held to are left out; none can be queried. */
  readonly hidesInternalTimers?: true;
}

const nothing: VisibilityRule = { rows: 'nothing', figures: false };
const whole: VisibilityRule = { rows: 'authority', figures: true };
const figures: VisibilityRule = { ...whole, figuresOnly: true };

/** Who sees what of which read model: the one table of query rules. */
export const visibilityRules: Readonly<
  Record<ReadModelName, Readonly<Record<ReaderKind, VisibilityRule>>>
> = {
  cases: {
    system: whole,
    auditor: whole,
    admin: whole,
    analyst: { ...whole, hides: personal },
    policymaker: { ...whole, hides: personal },
    confidential_reader: whole,
    staff: { rows: 'authority, not confidential', figures: true },
    vendor: { rows: 'assigned cases', figures: false },
    citizen: {
      rows: 'own cases',
      figures: false,
      hides: internal,
      hidesOtherParties: true,
      hidesInternalTimers: true,
    },
    public: nothing,
  },
  deadlines: {
    system: whole,
    auditor: whole,
    admin: whole,
    analyst: whole,
    policymaker: whole,
    confidential_reader: whole,
    staff: { rows: 'authority, none confidential', figures: true },
    vendor: nothing,
    citizen: nothing,
    public: nothing,
  },
  events: {
    system: whole,
    auditor: whole,
    admin: whole,
    analyst: { ...whole, hides: ['actor.id', 'actor.onBehalfOf'] },
    policymaker: { ...whole, hides: ['actor.id', 'actor.onBehalfOf'] },
    confidential_reader: { rows: 'own doings', figures: true },
    staff: { rows: 'own doings', figures: true },
    vendor: { rows: 'own doings', figures: false },
    citizen: { rows: 'own doings', figures: false },
    public: nothing,
  },
  'service-levels': {
    system: whole,
    auditor: whole,
    admin: whole,
    analyst: whole,
    policymaker: whole,
    confidential_reader: whole,
    staff: whole,
    vendor: figures,
    citizen: figures,
    public: figures,
  },
  services: {
    system: { rows: 'everything', figures: true },
    auditor: { rows: 'published and own drafts', figures: true },
    admin: { rows: 'published and own drafts', figures: true },
    analyst: { rows: 'published', figures: true },
    policymaker: { rows: 'published', figures: true },
    confidential_reader: { rows: 'published', figures: true },
    staff: { rows: 'published', figures: true },
    vendor: { rows: 'published', figures: true },
    citizen: { rows: 'published', figures: true },
    public: { rows: 'published', figures: true },
  },
};
