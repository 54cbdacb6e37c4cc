import type { Effect, ServiceDefinition } from '../schema/index.js';
import { codesOf, error, mention, unknown, type Check, type Finding } from './finding.js';

interface PlacedEffect {
  readonly effect: Effect;
  readonly path: string;
  /** State that the case is in afterwards, when that is certain. */
  readonly to?: string;
}

/** Every effect of actions and of passing timers. */
const placedEffects = ({ workflow }: ServiceDefinition): readonly PlacedEffect[] => [
  ...workflow.actions.flatMap(({ effects, to }, index) =>
    effects.map((effect, place) => ({
      effect,
      path: `/workflow/actions/${index}/effects/${place}`,
      ...(to !== 'same' && { to }),
    })),
  ),
  ...workflow.timers.flatMap(({ passing }, index) =>
    passing.flatMap((step, place) =>
      step.do === 'effect'
        ? [{ effect: step.effect, path: `/workflow/timers/${index}/passing/${place}/effect` }]
        : [],
    ),
  ),
];

/** Effects on amounts, timers, notifications and outputs that are not declared. */
export const checkEffects: Check = (definition) => {
  const { workflow, amounts, notifications, outputs } = definition;
  const known = {
    amount: codesOf(amounts),
    timer: new Set(workflow.timers.map(({ name }) => name)),
    notification: codesOf(notifications),
    output: codesOf(outputs),
  };
  return [
    ...placedEffects(definition).flatMap(({ effect, path, to }) => {
      switch (effect.effect) {
        case 'amount':
          return unknown('amount', mention(effect.amount, `${path}/amount`), known.amount);
        case 'end-timer':
          return unknown('timer', mention(effect.timer, `${path}/timer`), known.timer);
        case 'notify':
          return unknown('notification', mention(effect.notification, path), known.notification);
        case 'output':
          return unknown('output', mention(effect.output, `${path}/output`), known.output);
        case 'assign':
          return effect.to === 'rule' ? assignmentFaults(definition, path, to) : [];
        case 'feedback':
          return feedbackFaults(definition, path);
        case 'priority':
        case 'answers':
          return [];
      }
    }),
    ...notifiedByTimers(definition, known.notification),
  ];
};

const notifiedByTimers = (
  { workflow }: ServiceDefinition,
  known: ReadonlySet<string>,
): readonly Finding[] =>
  workflow.timers.flatMap(({ passing }, index) =>
    passing.flatMap((step, place) =>
      step.do === 'notify'
        ? unknown(
            'notification',
            mention(step.notification, `/workflow/timers/${index}/passing/${place}/notification`),
            known,
          )
        : [],
    ),
  );

const assignmentFaults = (
  { assignment }: ServiceDefinition,
  path: string,
  to: string | undefined,
): readonly Finding[] =>
  assignment.some(({ states }) => to === undefined || states.includes(to))
    ? []
    : [
        error(
          'no-assignment-rule',
          path,
          'It assigns by rule, but no assignment names this state.',
        ),
      ];

const feedbackFaults = ({ feedback }: ServiceDefinition, path: string): readonly Finding[] =>
  feedback === undefined
    ? [error('no-feedback', path, 'It takes feedback, but the service declares none.')]
    : [];
