import type { ServiceDefinition } from '../schema/index.js';
import { mention, mentions, warning, type Check, type Mention } from './finding.js';

/** Staff roles that nobody holds, when it is known which are held. */
export const checkRoles: Check = (definition, { roles }) =>
  roles === undefined
    ? []
    : staffRoles(definition)
        .filter(({ code }) => !roles.has(code))
        .map(({ code, path }) => warning('role-unheld', path, `Nobody holds the role "${code}".`));

/** Every place where a staff role is named. */
export const staffRoles = (definition: ServiceDefinition): readonly Mention[] => [
  ...definition.start.flatMap(({ by }, index) => mentions(by.staff, `/start/${index}/by/staff`)),
  ...definition.workflow.actions.flatMap(({ by }, index) =>
    mentions(by.staff, `/workflow/actions/${index}/by/staff`),
  ),
  ...definition.workflow.tasks.flatMap(({ tasks }, index) =>
    tasks.flatMap(({ roles }, place) =>
      mentions(roles, `/workflow/tasks/${index}/tasks/${place}/roles`),
    ),
  ),
  ...definition.assignment.flatMap(({ role }, index) => mention(role, `/assignment/${index}/role`)),
];
