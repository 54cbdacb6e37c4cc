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

/** Ways into the service that lead nowhere or that nobody can go. */
export const checkStarts: Check = (definition) => {
  const states = codesOf(definition.workflow.states);
  const parties = new Set(definition.parties.map(({ role }) => role));
  return definition.start.flatMap(({ state, by }, index) => {
    const path = `/start/${index}`;
    return [
      ...unknown('state', mention(state, `${path}/state`), states),
      ...unknown('party', mentions(by.party, `${path}/by/party`), parties),
      ...entryFaults(definition, index),
    ];
  });
};

function entryFaults(definition: ServiceDefinition, index: number): readonly Finding[] {
  const start = definition.start[index];
  if (start === undefined) return [];
  const path = `/start/${index}`;
  const open = Object.values(start.by).some((who) => !Array.isArray(who) || who.length > 0);
  const state = definition.workflow.states.find(({ code }) => code === start.state);
  return [
    ...(open ? [] : [error('nobody', `${path}/by`, `Nobody may start with "${start.code}".`)]),
    ...(state?.kind === 'end'
      ? [warning('starts-at-end', `${path}/state`, `A case begins closed, in "${state.code}".`)]
      : []),
  ];
}
