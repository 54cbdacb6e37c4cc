import type { CompiledService } from '../compiled.js';
import type { Action, ServiceDefinition, TaskGroup, Timer } from '../schema/index.js';

type Lookups = Pick<
  CompiledService,
  'state' | 'action' | 'actionsFrom' | 'timer' | 'timersOn' | 'tasksIn' | 'taskGroup'
>;

const by = <T>(list: readonly T[], key: (item: T) => string): ReadonlyMap<string, T> =>
  new Map(list.map((item) => [key(item), item]));

function grouped<T>(list: readonly T[], key: (item: T) => string): (of: string) => readonly T[] {
  const groups = new Map<string, T[]>();
  for (const item of list) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  const none: readonly T[] = [];
  return (of) => groups.get(of) ?? none;
}

const startOf = ({ starts }: Timer): string => {
  switch (starts.on) {
    case 'submission':
      return 'submission';
    case 'action':
      return `action/${starts.action}`;
    case 'state':
      return `state/${starts.state}`;
  }
};

/** Finds the parts of a definition by code. */
export function lookups({ workflow }: ServiceDefinition): Lookups {
  const states = by(workflow.states, ({ code }) => code);
  const actions = by(workflow.actions, ({ code }) => code);
  const timers = by(workflow.timers, ({ name }) => name);
  const groups = by(workflow.tasks, ({ code }) => code);
  const timersByStart = grouped(workflow.timers, startOf);
  const tasksByState = grouped<TaskGroup>(workflow.tasks, ({ opensIn }) => opensIn);
  const actionsByState = new Map<string, readonly Action[]>(
    workflow.states.map(({ code, kind }) => [
      code,
      workflow.actions.filter(({ from }) =>
        from === 'any' ? kind !== 'end' : from.includes(code),
      ),
    ]),
  );
  return {
    state: (code) => states.get(code),
    action: (code) => actions.get(code),
    actionsFrom: (state) => actionsByState.get(state) ?? [],
    timer: (name) => timers.get(name),
    timersOn: (start) =>
      timersByStart(
        start === 'submission'
          ? start
          : 'action' in start
            ? `action/${start.action}`
            : `state/${start.state}`,
      ),
    tasksIn: tasksByState,
    taskGroup: (code) => groups.get(code),
  };
}
