import type { Length, ServiceDefinition, Timer } from '../schema/index.js';
import { placedTypes } from '../types.js';
import {
  codesOf,
  error,
  mention,
  mentions,
  unknown,
  warning,
  type Check,
  type Finding,
  type Mention,
} from './finding.js';

/** Timers that start on, are ended by or lead to what there is not, or that can't run. */
export const checkTimers: Check = (definition) => {
  const names = new Set(definition.workflow.timers.map(({ name }) => name));
  return [
    ...definition.workflow.timers.flatMap((timer, index) =>
      timerFaults(definition, timer, `/workflow/timers/${index}`),
    ),
    ...unknown('timer', timerMentions(definition), names),
    ...loopFaults(definition),
  ];
};

/** Where timers are named outside of their own list. */
const timerMentions = ({ standard, escalation, types }: ServiceDefinition): readonly Mention[] => [
  ...mention(standard, '/standard'),
  ...mention(escalation?.timer, '/escalation/timer'),
  ...placedTypes(types).flatMap(({ type, path }) =>
    Object.keys(type.limits ?? {}).map((code) => ({ code, path: `${path}/limits/${code}` })),
  ),
];

function timerFaults(
  definition: ServiceDefinition,
  timer: Timer,
  path: string,
): readonly Finding[] {
  const { workflow } = definition;
  const states = codesOf(workflow.states);
  const actions = codesOf(workflow.actions);
  const { starts, endedBy } = timer;
  return [
    ...(starts.on === 'state'
      ? unknown('state', mention(starts.state, `${path}/starts/state`), states)
      : []),
    ...(starts.on === 'action'
      ? unknown('action', mention(starts.action, `${path}/starts/action`), actions)
      : []),
    ...unknown('state', mentions(endedBy.states, `${path}/endedBy/states`), states),
    ...unknown('action', mentions(endedBy.actions, `${path}/endedBy/actions`), actions),
    ...passingFaults(definition, timer, path),
    ...lengthFaults(timer, path),
    ...pauseFaults(definition, timer, path),
    ...leavingFaults(timer, path),
  ];
}

function passingFaults(
  { workflow, escalation }: ServiceDefinition,
  { name, passing }: Timer,
  path: string,
): readonly Finding[] {
  const states = codesOf(workflow.states);
  const actions = new Map(workflow.actions.map((action) => [action.code, action]));
  return passing.flatMap((step, index): readonly Finding[] => {
    const at = `${path}/passing/${index}`;
    switch (step.do) {
      case 'take': {
        const action = actions.get(step.action);
        if (action === undefined)
          return unknown('action', mention(step.action, `${at}/action`), actions);
        if (action.by.timer === true) return [];
        return [error('not-by-timer', `${at}/action`, `"${step.action}" is not open to timers.`)];
      }
      case 'move':
        return unknown('state', mention(step.to, `${at}/to`), states);
      case 'escalate':
        if (escalation !== undefined) return [];
        return [error('no-escalation', at, `"${name}" escalates, but no levels are declared.`)];
      case 'effect':
      case 'notify':
        return [];
    }
  });
}

const isZero = (length: Length): boolean => Object.values(length).every((amount) => amount === 0);

const lengthFaults = ({ name, length, end }: Timer, path: string): readonly Finding[] =>
  length !== 'given' && isZero(length) && (end === 'exact' || end === 'start-of-day')
    ? [error('timer-without-length', `${path}/length`, `"${name}" passes the moment it starts.`)]
    : [];

function pauseFaults(
  { workflow }: ServiceDefinition,
  { name, pauses, starts }: Timer,
  path: string,
): readonly Finding[] {
  if (!pauses || starts.on !== 'state') return [];
  const state = workflow.states.find(({ code }) => code === starts.state);
  if (state?.clock !== 'stopped') return [];
  return [
    warning(
      'timer-stands-still',
      `${path}/pauses`,
      `"${name}" starts in "${state.code}", where the clock is stopped, and pauses at once.`,
    ),
  ];
}

const leavingFaults = ({ name, starts, endedBy }: Timer, path: string): readonly Finding[] =>
  endedBy.leaving && starts.on !== 'state'
    ? [
        warning(
          'leaving-unused',
          `${path}/endedBy/leaving`,
          `"${name}" starts in no state, so it can't end when its state is left.`,
        ),
      ]
    : [];

/** States that timers alone move a case around in for ever. */
function loopFaults({ workflow }: ServiceDefinition): readonly Finding[] {
  const targets = new Map(workflow.actions.map(({ code, to }) => [code, to]));
  const moves = workflow.timers.flatMap(({ starts, passing }) =>
    passing.flatMap((step) => {
      const to = step.do === 'move' ? step.to : step.do === 'take' ? targets.get(step.action) : '';
      return starts.on === 'state' && to !== undefined && to !== '' && to !== 'same'
        ? [{ from: starts.state, to }]
        : [];
    }),
  );
  return workflow.timers.flatMap(({ name, starts }, index) =>
    starts.on === 'state' && comesBack(starts.state, moves)
      ? [
          warning(
            'timer-loop',
            `/workflow/timers/${index}`,
            `Timers alone bring a case from "${starts.state}" back to it: "${name}" passes for ever.`,
          ),
        ]
      : [],
  );
}

function comesBack(
  state: string,
  moves: readonly { readonly from: string; readonly to: string }[],
): boolean {
  const seen = new Set(moves.filter(({ from }) => from === state).map(({ to }) => to));
  for (const node of seen) for (const { from, to } of moves) if (from === node) seen.add(to);
  return seen.has(state);
}
