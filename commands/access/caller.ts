import { authority, contains, type Authority } from '../../domain/kernel/authority.js';
import type { Caller } from '../dispatch.js';

/** Charter's own machinery: timekeeper, reactions, policies. No token may name it. */
export const internalRole = 'charter';
/** Publishes services and reference data. */
export const administratorRole = 'admin';
/** Brings commands of another time, of origin `import`. */
export const importerRole = 'importer';
/** Roles that see and never change. */
export const readOnlyRoles: readonly string[] = [
  'analyst',
  'auditor',
  'confidential_reader',
  'policymaker',
];
/** Roles of staff that see confidential cases; the rows of `cases` say the same of reading. */
const confidentialRoles: readonly string[] = [...readOnlyRoles, administratorRole];

/** Charter's own machinery as a caller. Nothing belongs to its authority; it needs none. */
export const internalCaller = (id: string): Caller => ({
  actor: { id, kind: 'system', roles: [internalRole] },
  authority: authority('charter'),
  channel: 'system',
});

export const hasRole = (caller: Caller, role: string): boolean => caller.actor.roles.includes(role);

export const isInternal = (caller: Caller): boolean =>
  caller.actor.kind === 'system' && hasRole(caller, internalRole);

/** Whether the caller's grant covers what belongs to this authority. */
export const covers = (caller: Caller, owner: Authority): boolean =>
  isInternal(caller) || contains(caller.authority, owner);

/** Whether the caller may bring a time of its own, and the origin `import`. */
export const mayBringTime = (caller: Caller): boolean =>
  isInternal(caller) || hasRole(caller, importerRole);

/** Whether the caller sees confidential cases that are not their own work. */
export const seesConfidential = ({ actor }: Caller): boolean =>
  actor.kind !== 'staff' || actor.roles.some((role) => confidentialRoles.includes(role));

/** Whether the caller holds a role that changes things. */
export const mayChange = (caller: Caller): boolean =>
  caller.actor.roles.some((role) => !readOnlyRoles.includes(role));
