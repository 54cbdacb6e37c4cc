import type { Place, TimerSetting } from '../../domain/case/header.js';
import type { Instant } from '../../domain/kernel/instant.js';
import type { Assignee } from '../../domain/service/schema/policies.js';
import type { StateKind } from '../../domain/service/schema/workflow.js';
import type { CaseData } from '../case-facts.js';
import { patch } from '../patch.js';
import type { ProjectedEvent } from '../projection.js';
import { setTimers } from '../running-timers.js';
import type { CaseBody, CaseStatus } from './model.js';

type Submitted = CaseData<'case.submitted.v1'>;
type Worded = Pick<CaseBody, 'aliases' | 'answers' | 'personalAnswers'>;

export const statusOf = (kind: StateKind): CaseStatus =>
  kind === 'resolved' ? 'resolved' : kind === 'end' ? 'closed' : 'open';

/**
 * Codes and dates among the answers are found by fields; only what has several words is worth a text search.
 * Schemes of aliases are left out: a word that every case has slows the search down.
 */
export function wordsIn({ aliases, answers, personalAnswers }: Worded): string | undefined {
  const texts = Object.entries(answers)
    .filter(([field]) => !Object.hasOwn(personalAnswers, field))
    .map(([, answer]) => answer)
    .filter((answer): answer is string => typeof answer === 'string' && /\s/.test(answer));
  const values = aliases.map((alias) => alias.slice(alias.indexOf(':') + 1));
  const words = [...values, ...texts];
  return words.length === 0 ? undefined : words.join('\n');
}

/** What places say of a case, as far as lists and search need it. */
export function placed(places: readonly Place[]) {
  const point = places.flatMap(({ geometry }) => (geometry?.type === 'Point' ? [geometry] : []))[0];
  const [longitude, latitude] = point?.coordinates ?? [];
  return {
    places,
    areas: [...new Set(places.flatMap(({ areas }) => areas))],
    location:
      longitude === undefined || latitude === undefined ? undefined : { longitude, latitude },
  };
}

export const due = ({ openedAt }: Pick<CaseBody, 'openedAt'>, dueAt: Instant | undefined) => ({
  dueAt,
  queueOrder: dueAt ?? `~${openedAt}`,
});

/**
 * Due times after some timers were set. The case's own due time is its standard timer's; it stays when that
 * has passed or ended, since on time means finished by then, and is unknown while that is paused.
 */
export function dues(body: CaseBody, settings: readonly TimerSetting[]) {
  const timers = setTimers(body.timers, settings);
  const standard = timers.find((timer) => timer.standard);
  const before = body.timers.find((timer) => timer.standard);
  const paused = settings.some((set) => set.change === 'paused' && set.timer === before?.name);
  const dueAt = standard?.dueAt ?? (paused ? undefined : body.dueAt);
  return { timers, nextDueAt: timers[0]?.dueAt, ...due(body, dueAt) };
}

export const assigned = (assignee: Assignee | null) => ({ assignee: assignee ?? undefined });

/** One flat literal: what all cases have from the beginning. */
const begun = (data: Submitted, { meta, revision }: ProjectedEvent): CaseBody => ({
  service: data.service,
  version: data.version,
  definedBy: data.definedBy,
  start: data.start,
  state: data.state,
  status: statusOf(data.state.kind),
  authority: meta.authority,
  priority: data.priority,
  confidentiality: data.confidentiality,
  channel: data.channel,
  language: data.language,
  parties: data.parties,
  partyIds: [...new Set(data.parties.flatMap(({ person }) => person ?? []))],
  places: data.places,
  areas: [],
  aliases: data.aliases.map(({ scheme, value }) => `${scheme}:${value}`),
  links: data.links,
  answers: data.answers,
  personalAnswers: data.personalAnswers,
  amounts: Object.fromEntries(data.amounts.map(({ amount, after }) => [amount, after])),
  openedAt: meta.occurredAt,
  updatedAt: meta.occurredAt,
  stateSince: meta.occurredAt,
  timers: [],
  queueOrder: '',
  workingTime: 0,
  escalation: 0,
  reopened: 0,
  documents: data.documents.filter(({ replaces }) => replaces === undefined).length,
  openTasks: [],
  revision: Number(revision),
});

/** The document of a case as its submission makes it. */
export function opened(data: Submitted, event: ProjectedEvent): CaseBody {
  const body = begun(data, event);
  const { subject } = data;
  const described = patch(body, {
    type: data.type,
    office: data.office,
    summary: data.summary,
    currency: data.currency,
    receivedOn: data.receivedOn,
    subject: subject && `${subject.registry}:${subject.key}`,
    words: wordsIn(body),
  });
  const located = data.places.length === 0 ? described : patch(described, placed(data.places));
  return patch(located, dues(located, data.timers));
}
