import { localDay } from './moment.js';
import type { CaseContext } from './context.js';
import { officesUpwards } from './offices.js';
import type { SubmittedCase } from './state.js';

/** Roles of staff who see to any case of their authority, whatever its service. */
export const overseerRoles: readonly string[] = ['admin', 'supervisor'];

export type Whose = Pick<
  CaseContext,
  'actor' | 'office' | 'origin' | 'service' | 'reference' | 'now'
>;

/**
 * Whether a case is any business of those who work for its authority: by a role that its service
 * names, by the office that has it or one above, or as an overseer. Systems and imports have no part
 * in this: what they are let do is asked elsewhere.
 */
export function isConcerned(state: SubmittedCase, whose: Whose): boolean {
  const { actor, origin, service } = whose;
  if (origin === 'import' || actor.kind !== 'staff') return true;
  return (
    actor.roles.some((role) => overseerRoles.includes(role) || service.staffRoles.has(role)) ||
    isAbove(state, whose)
  );
}

function isAbove(state: SubmittedCase, whose: Whose): boolean {
  const { office, reference } = whose;
  if (office === undefined || state.office === null) return false;
  if (office === state.office) return true;
  const above = officesUpwards(reference, state.office, localDay(whose));
  return above.some(({ code }) => code === office);
}
