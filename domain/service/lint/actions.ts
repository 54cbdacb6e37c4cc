import type { Action, By, ServiceDefinition } from '../schema/index.js';
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
} from './finding.js';

/** Actions that lead nowhere, that nobody takes, or that name parties and documents that there are not. */
export const checkActions: Check = (definition) => {
  const documents = documentKinds(definition);
  const states = codesOf(definition.workflow.states);
  const parties = new Set(definition.parties.map(({ role }) => role));
  const automatic = takenByPolicy(definition);
  return definition.workflow.actions.flatMap((action, index) => {
    const path = `/workflow/actions/${index}`;
    return [
      ...unknown(
        'state',
        action.from === 'any' ? [] : mentions(action.from, `${path}/from`),
        states,
      ),
      ...unknown('state', action.to === 'same' ? [] : mention(action.to, `${path}/to`), states),
      ...unknown('document', mentions(action.documents, `${path}/documents`), documents),
      ...unknown('party', mentions(action.by.party, `${path}/by/party`), parties),
      ...takerFaults(action, `${path}/by`, automatic),
    ];
  });
};

const documentKinds = (definition: ServiceDefinition): ReadonlySet<string> =>
  new Set(
    [
      ...definition.documents,
      ...placedTypes(definition.types).flatMap(({ type }) => type.documents ?? []),
    ].map(({ kind }) => kind),
  );

/** Actions that a timer or a completed group of tasks takes. */
const takenByPolicy = ({ workflow }: ServiceDefinition): ReadonlySet<string> =>
  new Set([
    ...workflow.tasks.flatMap(({ then }) => then ?? []),
    ...workflow.timers.flatMap(({ passing }) =>
      passing.flatMap((step) => (step.do === 'take' ? step.action : [])),
    ),
  ]);

export const isNobody = ({ staff, party, timer, payment, external }: By): boolean =>
  timer === undefined &&
  payment === undefined &&
  [staff, party, external].every((list) => (list ?? []).length === 0);

const onlyTimer = ({ staff, party, payment, external }: By): boolean =>
  payment === undefined && [staff, party, external].every((list) => (list ?? []).length === 0);

function takerFaults(
  { code, by }: Action,
  path: string,
  automatic: ReadonlySet<string>,
): readonly Finding[] {
  if (automatic.has(code)) return [];
  if (isNobody(by)) return [error('nobody', path, `Nobody may take the action "${code}".`)];
  if (onlyTimer(by))
    return [warning('never-taken', path, `Only timers may take "${code}", and none does.`)];
  return [];
}
