import type { Place } from '../../domain/case/header.js';
import type { Instant } from '../../domain/kernel/instant.js';
import type { Assignee } from '../../domain/service/schema/policies.js';
import type { StateKind } from '../../domain/service/schema/workflow.js';
import type { CaseData } from '../case-facts.js';
import { patch } from '../patch.js';
import type { ProjectedEvent } from '../projection.js';
import { setTimers, type RunningTimer } from '../running-timers.js';
import type { CaseBody, CaseStatus } from './model.js';

type Submitted = CaseData<'case.submitted.v1'>;
type Answers = Pick<CaseBody, 'answers' | 'personalAnswers'>;

export const statusOf = (kind: StateKind): CaseStatus =>
  kind === 'resolved' ? 'resolved' : kind === 'end' ? 'closed' : 'open';

/** Codes and dates are found by fields; only what has several words is worth a text search. */
export function wordsIn({ answers, personalAnswers }: Answers): string | undefined {
  const texts = Object.entries(answers)
    .filter(([field]) => !Object.hasOwn(personalAnswers, field))
    .map(([, answer]) => answer)
    .filter((answer): answer is string => typeof answer === 'string' && /\s/.test(answer));
  return texts.length === 0 ? undefined : texts.join('\n');
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

/** Due times of the running timers; without a standard one the case's own due time stays as it is. */
export function dues(
  body: Pick<CaseBody, 'timers' | 'openedAt' | 'dueAt'>,
  now: readonly RunningTimer[],
) {
  const standard = now.find((timer) => timer.standard);
  const had = body.timers.some((timer) => timer.standard);
  const dueAt = standard?.dueAt ?? (had ? undefined : body.dueAt);
  return { timers: now, nextDueAt: now[0]?.dueAt, ...due(body, dueAt) };
}

export const assigned = (assignee: Assignee | null) => ({ assignee: assignee ?? undefined });

/** One flat literal: what all cases have from the beginning. */
const begun = (data: Submitted, { meta, revision }: ProjectedEvent): CaseBody => ({
  service: data.service,
  version: data.version,
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
    words: wordsIn(data),
  });
  const located = data.places.length === 0 ? described : patch(described, placed(data.places));
  return patch(located, dues(located, setTimers([], data.timers)));
}
