import type { CaseData, CaseTable } from '../case-facts.js';
import { patch, type Changes } from '../patch.js';
import type { Audience, StepDetails } from './model.js';

const step = (audience: Audience, details: Changes<StepDetails>): StepDetails =>
  patch<StepDetails>({ audience }, details);

const some = <T>(list: readonly T[] | undefined): readonly T[] | undefined =>
  list === undefined || list.length === 0 ? undefined : list;

const names = (documents: readonly { readonly name: string }[] | undefined) =>
  some(documents?.map(({ name }) => name));

const moved = ({ from, to }: Pick<CaseData<'case.moved.v1'>, 'from' | 'to'>) => ({
  from: from.code,
  to: to.code,
});

const closing = (data: CaseData<'case.resolved.v1'>): StepDetails => {
  const { outcome, dueAt, onTime, workingTime } = data;
  return { audience: 'parties', outcome, dueAt, onTime, workingTime };
};

/** What each fact of a case tells its readers. Assignments, escalations and tasks are the office's own business. */
export const details: CaseTable<undefined, StepDetails> = {
  'case.submitted.v1': ({ state, documents, amounts, timers }) =>
    step('parties', {
      to: state.code,
      documents: names(documents),
      amounts: some(amounts),
      timers: some(timers),
    }),
  'case.acted.v1': ({ comment, workingTime, priority, ...data }) =>
    step('parties', {
      ...moved(data),
      comment,
      workingTime,
      priority,
      amounts: some(data.amounts),
      timers: some(data.timers),
      documents: names(data.documents),
      fields: some(Object.keys(data.answers ?? {})),
    }),
  'case.moved.v1': ({ reason, workingTime, timers, ...data }) =>
    step('parties', { ...moved(data), reason, workingTime, timers: some(timers) }),
  'case.timer-passed.v1': ({ timer: name, kind, dueAt, ...data }) =>
    step(kind === 'internal' ? 'internal' : 'parties', {
      timer: { name, kind, dueAt },
      priority: data.priority,
      amounts: some(data.amounts),
      timers: some(data.timers),
      failures: some(data.failures),
    }),
  'case.assigned.v1': ({ before, after, comment }) =>
    step('internal', { assignee: { before, after }, comment }),
  'case.escalated.v1': ({ after: level, assignee, priority, reason, timers }) =>
    step('internal', { level, assignee, priority, reason, timers: some(timers) }),
  'case.commented.v1': ({ comment, visibility }) => step(visibility, { comment }),
  'case.answers-amended.v1': ({ after, reason }) =>
    step('parties', { fields: Object.keys(after), reason }),
  'case.document-attached.v1': ({ document }) => step('parties', { documents: [document.name] }),
  'case.document-reviewed.v1': ({ document, after: verdict, reason }) =>
    step('parties', { documents: [document], verdict, reason }),
  'case.linked.v1': ({ link }) => step('parties', { link }),
  'case.unlinked.v1': ({ link, reason }) => step('parties', { link, reason }),
  'case.extended.v1': ({ timer: name, after: dueAt, reason, timers }) =>
    step('parties', { timer: { name, dueAt }, reason, timers: some(timers) }),
  'case.reclassified.v1': ({ type, office, priority, reason, timers }) =>
    step('parties', { type, office, priority, reason, timers: some(timers) }),
  'case.tasks-opened.v1': ({ group, tasks }) =>
    step('internal', { tasks: tasks.map((task) => `${group}/${task}`) }),
  'case.task-completed.v1': ({ group, task, result, comment }) =>
    step('internal', { tasks: [`${group}/${task}`], result, comment }),
  'case.resolved.v1': closing,
  'case.closed.v1': closing,
  'case.outcome-changed.v1': ({ outcome }) => step('parties', { outcome: outcome.after }),
  'case.reopened.v1': () => step('parties', {}),
  'case.feedback-given.v1': ({ score, comment }) => step('parties', { score, comment }),
};
