import type { ServiceDefinition } from '../schema/index.js';
import {
  codesOf,
  error,
  mention,
  mentions,
  unknown,
  warning,
  type Check,
  type Finding,
} from './finding.js';
import { staffRoles } from './roles.js';

/** Charges, assignment, escalation, notifications and decisions that name what there is not. */
export const checkPolicies: Check = (definition) => {
  const states = codesOf(definition.workflow.states);
  const actions = codesOf(definition.workflow.actions);
  return [
    ...definition.assignment.flatMap(({ states: named }, index) =>
      unknown('state', mentions(named, `/assignment/${index}/states`), states),
    ),
    ...definition.charges.flatMap(({ on }, index) =>
      unknown('action', mention(on, `/charges/${index}/on`), actions),
    ),
    ...unknown('action', mentions(definition.decision?.actions, '/decision/actions'), actions),
    ...notificationFaults(definition),
    ...escalationFaults(definition),
    ...currencyFaults(definition),
  ];
};

function notificationFaults(definition: ServiceDefinition): readonly Finding[] {
  const occasions = codesOf([...definition.workflow.actions, ...definition.start]);
  const audience = new Set([
    'assignee',
    ...definition.parties.map(({ role }) => role),
    ...staffRoles(definition).map(({ code }) => code),
  ]);
  return definition.notifications.flatMap(({ on, to }, index) => [
    ...unknown('action', mentions(on, `/notifications/${index}/on`), occasions),
    ...mentions(to, `/notifications/${index}/to`)
      .filter(({ code }) => !audience.has(code))
      .map(({ code, path }) =>
        warning('unknown-audience', path, `No party or staff role here is "${code}".`),
      ),
  ]);
}

const escalationFaults = ({ escalation }: ServiceDefinition): readonly Finding[] =>
  (escalation?.levels ?? []).flatMap(({ after }, index): readonly Finding[] => {
    const path = `/escalation/levels/${index}/after`;
    if (index === 0 && after !== undefined)
      return [warning('after-unused', path, 'Level 1 is reached when the timer passes.')];
    if (index > 0 && after === undefined)
      return [error('after-missing', path, 'Say how long after the level before.')];
    return [];
  });

const currencyFaults = ({ amounts, charges, currency }: ServiceDefinition): readonly Finding[] =>
  currency === undefined && amounts.length + charges.length > 0
    ? [error('currency-missing', '/currency', 'Amounts need the currency of the service.')]
    : [];
