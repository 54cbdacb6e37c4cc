import { placedTypes } from '../types.js';
import { error, type Check, type Finding, type Mention } from './finding.js';

/** Codes that are given twice where each must be one thing. */
export const checkCodes: Check = (definition) => {
  const { workflow } = definition;
  const coded = (list: readonly { readonly code: string }[], path: string): readonly Mention[] =>
    list.map(({ code }, index) => ({ code, path: `${path}/${index}/code` }));
  return [
    coded(workflow.states, '/workflow/states'),
    coded(workflow.actions, '/workflow/actions'),
    coded(workflow.tasks, '/workflow/tasks'),
    coded(
      workflow.tasks.flatMap(({ tasks }) => tasks),
      '/workflow/tasks',
    ),
    workflow.timers.map(({ name }, index) => ({
      code: name,
      path: `/workflow/timers/${index}/name`,
    })),
    placedTypes(definition.types).map(({ type, path }) => ({
      code: type.code,
      path: `${path}/code`,
    })),
    definition.parties.map(({ role }, index) => ({ code: role, path: `/parties/${index}/role` })),
    definition.documents.map(({ kind }, index) => ({
      code: kind,
      path: `/documents/${index}/kind`,
    })),
    coded(definition.start, '/start'),
    coded(definition.amounts, '/amounts'),
    coded(definition.charges, '/charges'),
    coded(definition.notifications, '/notifications'),
    coded(definition.outputs, '/outputs'),
  ].flatMap(repeated);
};

function repeated(list: readonly Mention[]): readonly Finding[] {
  const seen = new Set<string>();
  return list.flatMap(({ code, path }) => {
    const again = seen.has(code);
    seen.add(code);
    return again ? [error('duplicate-code', path, `"${code}" is there twice.`)] : [];
  });
}
