import type { ServiceDefinition } from '../schema/index.js';

/** Roles of staff that a definition names: whoever holds one works on its cases. */
export function staffRoles({
  start,
  workflow,
  assignment,
  escalation,
  parties,
}: ServiceDefinition): ReadonlySet<string> {
  const posts = (escalation?.levels ?? []).flatMap(({ to }) => (to.kind === 'post' ? [to.id] : []));
  const partyRoles = new Set(parties.map(({ role }) => role));
  // A task is open to staff and to parties by the same list.
  const ofTasks = workflow.tasks
    .flatMap(({ tasks }) => tasks.flatMap(({ roles }) => roles))
    .filter((role) => !partyRoles.has(role));
  return new Set([
    ...[...start, ...workflow.actions].flatMap(({ by }) => by.staff ?? []),
    ...assignment.flatMap(({ role }) => role ?? []),
    ...ofTasks,
    ...posts,
  ]);
}
