import { contains, type Authority } from '../../domain/kernel/authority.js';
import type { Caller } from '../dispatch.js';

/** Charter's own machinery: timekeeper, reactions, policies. No token may name it. */
export const internalRole = 'charter';
/** Publishes services and reference data. */
export const administratorRole = 'admin';
/** Brings commands of another time, of origin `import`. */
export const importerRole = 'importer';
/** Roles that see and never change. */
export const readOnlyRoles: readonly string[] = ['analyst', 'auditor', 'policymaker'];

export const hasRole = (caller: Caller, role: string): boolean => caller.actor.roles.includes(role);

export const isInternal = (caller: Caller): boolean =>
  caller.actor.kind === 'system' && hasRole(caller, internalRole);

/** Whether the caller's grant covers what belongs to this authority. */
export const covers = (caller: Caller, authority: Authority): boolean =>
  isInternal(caller) || contains(caller.authority, authority);

/** Whether the caller may bring a time of its own, and the origin `import`. */
export const mayBringTime = (caller: Caller): boolean =>
  isInternal(caller) || hasRole(caller, importerRole);

/** Whether the caller holds a role that changes things. */
export const mayChange = (caller: Caller): boolean =>
  caller.actor.roles.some((role) => !readOnlyRoles.includes(role));

/** Whether the caller is one of these persons, or acts for one. */
export const isAmong = ({ actor }: Caller, persons: readonly string[]): boolean =>
  persons.includes(actor.id) ||
  (actor.onBehalfOf !== undefined && persons.includes(actor.onBehalfOf));
