import type { ServiceDefinition, TaskGroup } from '../schema/index.js';
import { codesOf, error, mention, unknown, warning, type Check, type Finding } from './finding.js';

/** Groups of tasks that never open, never complete, or lead nowhere when complete. */
export const checkTasks: Check = (definition) => {
  const states = codesOf(definition.workflow.states);
  const actions = codesOf(definition.workflow.actions);
  return definition.workflow.tasks.flatMap((group, index) => {
    const path = `/workflow/tasks/${index}`;
    return [
      ...unknown('state', mention(group.opensIn, `${path}/opensIn`), states),
      ...unknown('action', mention(group.then, `${path}/then`), actions),
      ...completionFaults(group, `${path}/complete`),
      ...thenFaults(definition, group, `${path}/then`),
    ];
  });
};

function completionFaults({ code, tasks, complete }: TaskGroup, path: string): readonly Finding[] {
  if (typeof complete === 'string') return [];
  if ('least' in complete)
    return complete.least > tasks.length
      ? [
          error(
            'never-complete',
            path,
            `"${code}" needs ${complete.least} tasks done, but has ${tasks.length}.`,
          ),
        ]
      : [];
  return /\btasks\b/.test(complete.rule)
    ? []
    : [error('never-complete', path, `The rule of "${code}" looks at none of its tasks.`)];
}

function thenFaults(
  { workflow }: ServiceDefinition,
  { code, opensIn, then }: TaskGroup,
  path: string,
): readonly Finding[] {
  const action = workflow.actions.find((candidate) => candidate.code === then);
  if (action === undefined || action.from === 'any' || action.from.includes(opensIn)) return [];
  return [
    warning(
      'then-not-open',
      path,
      `"${action.code}" follows on "${code}", but can't be taken in "${opensIn}", where it opens.`,
    ),
  ];
}
