import type { AmountChange, CaseDocument, TimerSetting } from '../../domain/case/header.js';
import type { JsonObject } from '../../domain/kernel/json.js';
import type { CaseData, CaseTable } from '../case-facts.js';
import { patch, type Changes } from '../patch.js';
import type { ProjectedEvent } from '../projection.js';
import { withoutTimer } from '../running-timers.js';
import type { CaseBody } from './model.js';
import { assigned, due, dues, placed, statusOf, wordsIn } from './opening.js';

type Moved = Pick<CaseData<'case.acted.v1'>, 'from' | 'to'>;

const timed = (body: CaseBody, settings: readonly TimerSetting[]) =>
  settings.length === 0 ? {} : dues(body, settings);

const owed = (body: CaseBody, changes: readonly AmountChange[]) =>
  changes.length === 0
    ? {}
    : {
        amounts: {
          ...body.amounts,
          ...Object.fromEntries(changes.map(({ amount, after }) => [amount, after])),
        },
      };

const moved = ({ from, to }: Moved, event: ProjectedEvent) =>
  from.code === to.code
    ? {}
    : { state: to, status: statusOf(to.kind), stateSince: event.meta.occurredAt };

function answered(
  body: CaseBody,
  changes: JsonObject | undefined,
  personal: Readonly<Record<string, string>> = {},
) {
  if (changes === undefined) return {};
  const given = Object.entries({ ...body.answers, ...changes });
  const answers = Object.fromEntries(given.filter(([, answer]) => answer !== null));
  const personalAnswers = { ...body.personalAnswers, ...personal };
  return {
    answers,
    personalAnswers,
    words: wordsIn({ aliases: body.aliases, answers, personalAnswers }),
  };
}

const attached = (body: CaseBody, documents: readonly CaseDocument[] = []) => ({
  documents: body.documents + documents.filter(({ replaces }) => replaces === undefined).length,
});

const sameLink = (a: CaseBody['links'][number], b: CaseBody['links'][number]) =>
  a.kind === b.kind && a.case === b.case;

const finished = (body: CaseBody, data: CaseData<'case.resolved.v1'>) => ({
  ...due(body, data.dueAt ?? undefined),
  outcome: data.outcome ?? undefined,
  onTime: data.onTime ?? undefined,
  workingTime: data.workingTime,
});

/** What each fact of a case changes in its document. */
export const caseFolds: CaseTable<CaseBody, Changes<CaseBody>> = {
  'case.submitted.v1': () => ({}),
  'case.acted.v1': (data, event, body) => ({
    ...moved(data, event),
    ...answered(body, data.answers, data.personalAnswers),
    ...attached(body, data.documents),
    ...timed(body, data.timers),
    ...owed(body, data.amounts),
    ...(data.priority && { priority: data.priority.after }),
    workingTime: body.workingTime + data.workingTime,
  }),
  'case.moved.v1': (data, event, body) => ({
    ...moved(data, event),
    ...timed(body, data.timers),
    workingTime: body.workingTime + data.workingTime,
  }),
  'case.timer-passed.v1': (data, _, body) => {
    const still = patch(body, { timers: withoutTimer(body.timers, data.timer) });
    return {
      ...dues(still, data.timers),
      ...owed(body, data.amounts),
      ...(data.priority && { priority: data.priority.after }),
    };
  },
  'case.assigned.v1': ({ after }) => assigned(after),
  'case.escalated.v1': ({ after, assignee, priority, timers }, _, body) => ({
    ...assigned(assignee.after),
    ...timed(body, timers),
    priority: priority.after,
    escalation: after,
  }),
  'case.commented.v1': () => ({}),
  'case.answers-amended.v1': ({ after, personalAnswers }, _, body) =>
    answered(body, after, personalAnswers),
  'case.document-attached.v1': ({ document }, _, body) => attached(body, [document]),
  'case.document-reviewed.v1': () => ({}),
  'case.linked.v1': ({ link }, _, body) => ({ links: [...body.links, link] }),
  'case.unlinked.v1': ({ link }, _, body) => ({
    links: body.links.filter((other) => !sameLink(other, link)),
  }),
  'case.extended.v1': ({ timers }, _, body) => timed(body, timers),
  'case.reclassified.v1': ({ type, office, priority, confidentiality, ...data }, _, body) => ({
    ...(type && { type: type.after ?? undefined }),
    ...(office && { office: office.after ?? undefined }),
    ...(priority && { priority: priority.after }),
    ...(confidentiality && { confidentiality: confidentiality.after }),
    ...(data.places && placed(data.places.after)),
    ...timed(body, data.timers),
  }),
  'case.tasks-opened.v1': ({ group, tasks }, _, body) => ({
    openTasks: [
      ...body.openTasks.filter((open) => !open.startsWith(`${group}/`)),
      ...tasks.map((task) => `${group}/${task}`),
    ],
  }),
  'case.task-completed.v1': ({ group, task, completes }, _, body) => ({
    openTasks: body.openTasks.filter((open) =>
      completes ? !open.startsWith(`${group}/`) : open !== `${group}/${task}`,
    ),
  }),
  'case.resolved.v1': (data, { meta }, body) => ({
    ...finished(body, data),
    status: 'resolved',
    resolvedAt: meta.occurredAt,
  }),
  'case.closed.v1': (data, { meta }, body) => ({
    ...finished(body, data),
    status: 'closed',
    resolvedAt: data.resolvedAt ?? undefined,
    closedAt: meta.occurredAt,
  }),
  'case.outcome-changed.v1': ({ outcome }) => ({ outcome: outcome.after ?? undefined }),
  'case.reopened.v1': ({ count }) => ({
    status: 'open',
    reopened: count,
    escalation: 0,
    outcome: undefined,
    onTime: undefined,
    resolvedAt: undefined,
    closedAt: undefined,
  }),
  'case.feedback-given.v1': ({ score, scale }) => ({ feedback: { score, scale } }),
};
