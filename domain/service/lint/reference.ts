import type { ServiceDefinition } from '../schema/index.js';
import { placedTypes } from '../types.js';
import { mention, warning, type Check, type Finding, type Mention } from './finding.js';

/** Calendars, offices and tariffs that the reference data does not have on the definition's first day. */
export const checkReference: Check = (definition, { reference, on }) => {
  if (reference === undefined) return [];
  const date = on ?? definition.effectiveFrom;
  const missing = (
    what: string,
    list: readonly Mention[],
    find: (code: string) => unknown,
  ): readonly Finding[] =>
    list
      .filter(({ code }) => find(code) === undefined)
      .map(({ code, path }) =>
        warning(`missing-${what}`, path, `On ${date} there is no ${what} "${code}".`),
      );
  return [
    ...missing('calendar', mention(definition.calendar, '/calendar'), (code) =>
      reference.calendar(code, date),
    ),
    ...missing('office', offices(definition), (code) => reference.office(code, date)),
    ...missing('tariff', tariffMentions(definition), (code) => reference.tariff(code, date, {})),
  ];
};

const offices = (definition: ServiceDefinition): readonly Mention[] => [
  ...mention(definition.office, '/office'),
  ...placedTypes(definition.types).flatMap(({ type, path }) =>
    mention(type.office, `${path}/office`),
  ),
  ...definition.assignment.flatMap(({ office }, index) =>
    mention(office, `/assignment/${index}/office`),
  ),
  ...definition.workflow.tasks.flatMap(({ tasks }, index) =>
    tasks.flatMap(({ office }, place) =>
      mention(office, `/workflow/tasks/${index}/tasks/${place}/office`),
    ),
  ),
  ...(definition.escalation?.levels ?? []).flatMap(({ to }, index) =>
    to.kind === 'office' ? mention(to.id, `/escalation/levels/${index}/to/id`) : [],
  ),
];

/** Every tariff that an effect or a charge takes its amount from. */
export const tariffMentions = ({ workflow, charges }: ServiceDefinition): readonly Mention[] => [
  ...workflow.actions.flatMap(({ effects }, index) =>
    effects.flatMap((effect, place) =>
      effect.effect === 'amount' && typeof effect.value !== 'string'
        ? [{ code: effect.value.tariff, path: `/workflow/actions/${index}/effects/${place}/value` }]
        : [],
    ),
  ),
  ...workflow.timers.flatMap(({ passing }, index) =>
    passing.flatMap((step, place) =>
      step.do === 'effect' &&
      step.effect.effect === 'amount' &&
      typeof step.effect.value !== 'string'
        ? [
            {
              code: step.effect.value.tariff,
              path: `/workflow/timers/${index}/passing/${place}/effect/value`,
            },
          ]
        : [],
    ),
  ),
  ...charges.flatMap(({ amount }, index) =>
    typeof amount === 'string' ? [] : [{ code: amount.tariff, path: `/charges/${index}/amount` }],
  ),
];
