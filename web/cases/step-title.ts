import { assigneeName } from '../words/people.js';
import type { NamedStep, Telling } from './telling.js';

type Title = (telling: Telling, step: NamedStep) => string;

const assigned: Title = ({ parts, visit, words }, { assignee }) => {
  const after = assignee?.after ?? null;
  return after === null
    ? visit.t('step.returned')
    : visit.t('step.assigned', { name: assigneeName(parts, visit, after, words) });
};

/** Steps whose titles say more than what kind of fact they are. */
const titles: Readonly<Record<string, Title>> = {
  acted: ({ words }, { activity }) => words.action(activity),
  moved: ({ visit, words }, { reason = 'deemed', to = '' }) =>
    visit.t(`step.moved.${reason}`, { state: words.state(to) }),
  'timer-passed': ({ visit, words }, { timer }) =>
    visit.t('step.timer-passed', { timer: words.timer(timer?.name ?? '') }),
  assigned,
  escalated: ({ parts, visit, words }, { level = 1, assignee }) => {
    const after = assignee?.after ?? null;
    if (after === null) return visit.t('step.escalated', { level });
    return visit.t('step.escalated.to', { level, name: assigneeName(parts, visit, after, words) });
  },
  commented: ({ visit }, { audience }) => visit.t(`step.commented.${audience}`),
  'task-completed': ({ visit, words }, { tasks: [task = ''] = [], result = 'done' }) =>
    visit.t(`step.task-completed.${result}`, { task: words.task(task) }),
  'document-reviewed': ({ visit }, { verdict = 'accepted' }) =>
    visit.t(`step.document-reviewed.${verdict}`),
};

/** What happened, in a few words. */
export function stepTitle(telling: Telling, step: NamedStep): string {
  const title = titles[step.fact];
  return title === undefined ? telling.visit.t(`step.${step.fact}`) : title(telling, step);
}
