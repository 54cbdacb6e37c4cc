import { formatReference, type CaseReference } from '../../domain/kernel/case-reference.js';
import type { CaseView } from '../../projections/cases/model.js';
import type { Visit } from '../base/visit.js';
import type { WebParts } from '../parts.js';
import { assigneeName } from '../words/people.js';
import { wordsOf, type ServiceWords } from '../words/service-words.js';
import { worksInside } from './telling.js';

/** Colour of a GOV.UK tag. */
export interface Tag {
  readonly text: string;
  readonly colour: 'blue' | 'green' | 'grey' | 'red' | 'orange' | 'purple' | 'yellow';
}

/** A case in a list. */
export interface CaseRow {
  readonly href: string;
  readonly reference: string;
  readonly summary: string;
  readonly service: string;
  readonly type: string | undefined;
  readonly state: Tag;
  readonly area: string;
  readonly opened: string;
  readonly due: DueWords | undefined;
  readonly assignee: string | undefined;
  readonly urgent: Tag | undefined;
  readonly escalated: Tag | undefined;
  readonly revision: number;
  /** Whether the visitor could take it from here. */
  readonly free: boolean;
}

export interface DueWords {
  /** `in 3 days` */
  readonly away: string;
  readonly date: string;
  readonly overdue: boolean;
}

type Shown = Partial<CaseView> &
  Pick<
    CaseView,
    '_id' | 'authority' | 'service' | 'version' | 'definedBy' | 'state' | 'status' | 'openedAt'
  >;

const colours = { open: 'blue', resolved: 'green', closed: 'grey' } as const;

/** The state of a case; the public is told what is meant for it. */
export const stateTag = (visit: Visit, words: ServiceWords, { state, status }: Shown): Tag => ({
  text: worksInside(visit) ? words.state(state.code) : words.status(state.code),
  colour: state.kind === 'waiting' ? 'yellow' : colours[status],
});

/** Limits of an open case that run beside its own and are not the office's alone, the first to pass first. */
export const publicLimits = ({ status, timers = [] }: Shown): CaseView['timers'] =>
  status === 'open'
    ? timers.filter(({ kind, standard }) => kind !== 'internal' && standard !== true)
    : [];

/** When an open case is due: by its own limit, else by the next that runs; undefined of one without. */
export function dueOf({ times }: Visit, view: Shown): DueWords | undefined {
  const dueAt = view.dueAt ?? publicLimits(view)[0]?.dueAt;
  return view.status !== 'open' || dueAt === undefined
    ? undefined
    : { away: times.away(dueAt), date: times.dateTime(dueAt), overdue: times.isPast(dueAt) };
}

export const urgency = ({ t }: Visit, { priority, status }: Shown): Tag | undefined =>
  status !== 'open' || priority === undefined || priority === 'normal' || priority === 'low'
    ? undefined
    : { text: t(`priority.${priority}`), colour: priority === 'urgent' ? 'red' : 'orange' };

export const escalationTag = ({ t }: Visit, { escalation = 0 }: Shown): Tag | undefined =>
  escalation === 0
    ? undefined
    : { text: t('case.escalated', { level: escalation }), colour: 'purple' };

const longestSummary = 90;

/** The beginning of a long summary, cut between words. */
const shortened = (text: string | undefined): string | undefined =>
  text === undefined || text.length <= longestSummary
    ? text
    : `${text.slice(0, longestSummary).replace(/\s+\S*$/u, '')} …`;

/** Whether an open case of this assignee waits for the visitor to take it: for anybody, or for who holds their post. */
export const isFree = (
  { caller }: Pick<Visit, 'caller'>,
  assignee: CaseView['assignee'] | null,
): boolean =>
  assignee?.kind === 'post'
    ? caller.actor.roles.includes(assignee.id)
    : assignee?.kind !== 'person' && assignee?.kind !== 'vendor';

async function caseRow(parts: WebParts, visit: Visit, view: Shown): Promise<CaseRow> {
  const words = await wordsOf(parts, visit, view);
  const type = view.type && words.type(view.type);
  const { assignee, revision = 0, areas = [] } = view;
  return {
    href: `/cases/${view._id}`,
    reference: formatReference(view._id as CaseReference),
    summary: shortened(view.summary) ?? type ?? words.title,
    service: words.title,
    type,
    state: stateTag(visit, words, view),
    area: areas.map(words.area).join(', '),
    opened: visit.times.date(view.openedAt),
    due: dueOf(visit, view),
    assignee: assignee && assigneeName(parts, visit, assignee, words),
    urgent: urgency(visit, view),
    escalated: escalationTag(visit, view),
    revision,
    free: view.status === 'open' && isFree(visit, assignee),
  };
}

export const caseRows = (
  parts: WebParts,
  visit: Visit,
  views: readonly Shown[],
): Promise<readonly CaseRow[]> => Promise.all(views.map((view) => caseRow(parts, visit, view)));
