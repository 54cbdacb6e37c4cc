import type { Authority } from '../../domain/kernel/authority.js';
import { defineRejections, type Rejection } from '../../domain/kernel/rejection.js';
import type { Err } from '../../domain/kernel/result.js';
import type { Caller, Dispatch } from '../dispatch.js';
import { covers, isInternal, mayBringTime, mayChange } from './caller.js';
import { nobody, type AccessRule, type Relation } from './rules.js';

/** What access depends on in the thing that a command changes. */
export interface Subject {
  readonly authority: Authority;
  /** Whether the caller takes part in it, or acts for someone who does. */
  readonly isParty?: (caller: Caller) => boolean;
  /** What is answered when the caller may not even know of it. */
  readonly hidden?: (caller: Caller) => Err<Rejection> | undefined;
  /** Whether it is for the caller to work on. */
  readonly isAssigned?: (caller: Caller) => boolean;
}

const rejectAccess = defineRejections('access', {
  kind: { kind: 'forbidden', message: 'A {kind} may not {operation}.' },
  role: { kind: 'forbidden', message: 'Your roles do not let you {operation}.' },
  outside: {
    kind: 'forbidden',
    message: 'This belongs to {authority}; your roles are for {own} and below.',
  },
  'not-related': {
    kind: 'forbidden',
    message: 'Only those who take part in it may {operation}.',
  },
  time: {
    kind: 'forbidden',
    message: 'Only imports may say when something happened.',
  },
});

type Rules = Readonly<Record<string, AccessRule>>;
type Asked = Pick<Dispatch, 'operation' | 'caller' | 'origin'>;

const ruleOf = (rules: Rules, operation: string): AccessRule =>
  (Object.hasOwn(rules, operation) ? rules[operation] : undefined) ?? nobody;

/**
 * Before anything is loaded: may this kind of actor, with these roles, ask for this at all? What an
 * import brings was done already: only whether it may be brought is asked.
 */
export function checkCoarse(
  rules: Rules,
  { operation, caller, origin }: Asked,
): Err<Rejection> | undefined {
  if (origin === 'import') return bringsTime(caller);
  const { who, roles } = ruleOf(rules, operation);
  const { kind } = caller.actor;
  if (who[kind] === undefined) return rejectAccess('kind', { kind, operation });
  if (kind !== 'staff') return undefined;
  if (roles === undefined)
    return mayChange(caller) ? undefined : rejectAccess('role', { operation });
  return caller.actor.roles.some((role) => roles.includes(role))
    ? undefined
    : rejectAccess('role', { operation }, { allowed: roles });
}

/** In view of the state: is the caller what the rule asks it to be to this thing? */
export function checkRelation(
  rules: Rules,
  { operation, caller, origin }: Asked,
  subject: Subject,
): Err<Rejection> | undefined {
  const { kind } = caller.actor;
  const relation = origin === 'import' ? 'within' : ruleOf(rules, operation).who[kind];
  if (relation === undefined) return rejectAccess('kind', { kind, operation });
  if (isInternal(caller)) return undefined;
  const hidden = origin === 'import' ? undefined : subject.hidden?.(caller);
  if (hidden !== undefined) return hidden;
  return holds[relation](caller, subject)
    ? undefined
    : notHeld(relation, { operation, caller }, subject);
}

const notHeld = (
  relation: Relation,
  { operation, caller }: Pick<Asked, 'operation' | 'caller'>,
  { authority }: Subject,
): Err<Rejection> =>
  relation === 'within'
    ? rejectAccess('outside', { authority, own: caller.authority })
    : rejectAccess('not-related', { operation });

/** Whether the caller may say when something happened. */
export const bringsTime = (caller: Caller): Err<Rejection> | undefined =>
  mayBringTime(caller) ? undefined : rejectAccess('time');

const isParty = (caller: Caller, subject: Subject): boolean => subject.isParty?.(caller) ?? false;

const holds: Readonly<Record<Relation, (caller: Caller, subject: Subject) => boolean>> = {
  anyone: () => true,
  within: (caller, { authority }) => covers(caller, authority),
  party: isParty,
  involved: (caller, subject) =>
    isParty(caller, subject) || (subject.isAssigned?.(caller) ?? false),
};
