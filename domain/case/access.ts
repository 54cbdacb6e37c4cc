import type { Acting } from '../kernel/settle-then-decide.js';
import { accountsOf, type Actor } from '../kernel/envelope.js';
import type { Assignee, By } from '../service/schema/index.js';
import type { Party } from './header.js';
import { ownerOf } from './personal.js';
import type { SubmittedCase } from './state.js';

/** Role of the system actor that reports payments: it may take actions open to `payment`. */
export const paymentRole = 'payment';

type Who = Pick<Acting, 'actor' | 'office' | 'origin'>;

/** How an actor stands to a case. */
export interface Relation {
  /** The parties that the actor is, or acts for. */
  readonly parties: readonly Party[];
  /** Whether it is assigned to the actor, or to their office or a post of theirs. */
  readonly assigned: boolean;
  /** Whether the actor works for the authority: staff, its systems, an import. */
  readonly staff: boolean;
  /** Whether the actor acts for the office that has the case. */
  readonly ofOffice: boolean;
}

const persons = ({ id, onBehalfOf }: Actor): readonly string[] =>
  onBehalfOf === undefined ? [id] : [id, onBehalfOf];

/** Whether something assigned so is for this actor to do. */
export function isFor(assignee: Assignee | null, { actor, office }: Who): boolean {
  switch (assignee?.kind) {
    case undefined:
      return false;
    case 'person':
      return persons(actor).includes(assignee.id);
    case 'vendor':
      return actor.kind === 'vendor' && persons(actor).includes(assignee.id);
    case 'office':
      return assignee.id === office;
    case 'post':
      return actor.roles.includes(assignee.id);
  }
}

/**
 * A clerk acts for a party without an account by naming them as `<reference>.<party>`.
 *
 * @example
 * relationOf(state, { actor, office: 'roads' }).parties.map(({ role }) => role)
 */
export function relationOf(state: SubmittedCase, who: Who): Relation {
  const { actor, office, origin } = who;
  const known = accountsOf(actor);
  return {
    parties: state.parties.filter((party) =>
      known.includes(ownerOf(state.header.reference, party)),
    ),
    assigned: isFor(state.assignee, who),
    staff: origin === 'import' || actor.kind === 'staff' || actor.kind === 'system',
    ofOffice: office !== undefined && office === state.office,
  };
}

const meets = (asked: readonly string[] | undefined, held: readonly string[]): boolean =>
  asked?.some((role) => held.includes(role)) ?? false;

const works = ({ kind }: Actor): boolean =>
  kind === 'staff' || kind === 'vendor' || kind === 'system';

/**
 * Whether what is open to some may be done by this actor. What an import brings was done already:
 * who might have done it is not asked again.
 *
 * @param partyRoles roles that the actor has as a party
 */
export function mayDo(
  by: Pick<By, 'staff' | 'party' | 'payment' | 'external'>,
  { actor, origin }: Who,
  partyRoles: readonly string[],
): boolean {
  if (origin === 'import') return true;
  if (meets(by.party, partyRoles)) return true;
  if (works(actor) && (meets(by.staff, actor.roles) || meets(by.external, actor.roles)))
    return true;
  return by.payment === true && actor.kind === 'system' && actor.roles.includes(paymentRole);
}

export const partyRoles = ({ parties }: Relation): readonly string[] =>
  parties.map(({ role }) => role);
