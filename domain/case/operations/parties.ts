import { accountsOf } from '../../kernel/envelope.js';
import type { Rejection } from '../../kernel/rejection.js';
import { ok, type Result } from '../../kernel/result.js';
import { identityLevels, type ServiceDefinition } from '../../service/schema/index.js';
import type { CaseBody } from '../commands.js';
import type { CaseContext } from '../context.js';
import type { Party } from '../header.js';
import { reject } from '../rejections.js';
import type { Start } from './starts.js';

type NewParty = CaseBody<'submit'>['parties'][number];
type PartyRule = ServiceDefinition['parties'][number];
type IdentityLevel = (typeof identityLevels)[number];

/** Role that an account has whose owner's identity was proven. */
export const verifiedRole = 'verified';

/** What a case's parties depend on. */
export interface PartyScene {
  readonly context: CaseContext;
  readonly start: Start;
  /** Whether the authority itself submits: its word is taken for who the parties are. */
  readonly trusted: boolean;
}

/** The parties as the case keeps them: whoever comes for themselves is among them. */
export function namedParties(
  scene: PartyScene,
  named: readonly NewParty[],
): Result<Party[], Rejection> {
  const parties = withComer(scene, named).map((party) => identified(scene, party));
  const rules = scene.context.service.definition.parties;
  for (const [index, party] of parties.entries()) {
    const fault = partyFault(scene, rules, party, `/parties/${index}`);
    if (fault !== undefined) return fault;
  }
  for (const rule of rules) {
    const fault = countFault(rule, parties);
    if (fault !== undefined) return fault;
  }
  return ok(parties.map((party, index) => ({ ...party, id: `p${index + 1}` })));
}

/** The account that whoever submits stands for; none when they come without one, or for the authority. */
function comerOf({ context: { actor } }: PartyScene): string | undefined {
  if (actor.onBehalfOf !== undefined) return actor.onBehalfOf;
  return actor.kind === 'citizen' || actor.kind === 'vendor' ? actor.id : undefined;
}

/** Links the comer's account to the first party that may be theirs; names them when nobody is. */
function withComer(scene: PartyScene, named: readonly NewParty[]): readonly NewParty[] {
  const roles = scene.start.by.party ?? [];
  const person = comerOf(scene);
  const role = roles[0];
  if (role === undefined || named.some((party) => party.person === person && person !== undefined))
    return named;
  const theirs = named.findIndex(
    (party) =>
      roles.includes(party.role) && party.kind !== 'anonymous' && party.person === undefined,
  );
  if (person !== undefined && theirs >= 0)
    return named.map((party, index) => (index === theirs ? { ...party, person } : party));
  const comer = named.some((party) => roles.includes(party.role))
    ? undefined
    : newcomer(scene, role, person);
  return comer === undefined ? named : [...named, comer];
}

function newcomer(
  { context: { actor, service } }: PartyScene,
  role: string,
  person: string | undefined,
): NewParty | undefined {
  if (person !== undefined) return { role, kind: 'person', person, identity: 'contact' };
  const rule = service.definition.parties.find((one) => one.role === role);
  const missing = rule !== undefined && rule.least > 0 && rule.kinds.includes('anonymous');
  return missing && actor.kind === 'public'
    ? { role, kind: 'anonymous', identity: 'none' }
    : undefined;
}

const rank = (level: IdentityLevel): number => identityLevels.indexOf(level);

/** An account, a telephone number or an address is a contact; a verified account proves its own. */
function identified({ context: { actor } }: PartyScene, party: NewParty): NewParty {
  const reachable = party.person ?? party.phone ?? party.email;
  const account = accountsOf({ id: actor.id, kind: actor.kind });
  const proven =
    party.person !== undefined &&
    account.includes(party.person) &&
    actor.roles.includes(verifiedRole);
  const shown: IdentityLevel = proven ? 'verified' : reachable === undefined ? 'none' : 'contact';
  return rank(shown) > rank(party.identity) ? { ...party, identity: shown } : party;
}

function partyFault(
  scene: PartyScene,
  rules: readonly PartyRule[],
  party: NewParty,
  pointer: string,
) {
  const { role, kind } = party;
  const rule = rules.find((one) => one.role === role);
  if (rule === undefined) {
    const details = { pointer: `${pointer}/role`, allowed: rules.map((one) => one.role) };
    return reject(
      'party-role-unknown',
      { service: scene.context.service.definition.code, role },
      details,
    );
  }
  if (!rule.kinds.includes(kind))
    return reject(
      'party-kind',
      { role, kind },
      { pointer: `${pointer}/kind`, allowed: rule.kinds },
    );
  return (
    (scene.trusted ? undefined : claimFault(scene, party, pointer)) ??
    (scene.context.origin === 'import' ? undefined : identityFault(rule, party, pointer))
  );
}

/** What those who submit for themselves may not say of others or of themselves. */
function claimFault(scene: PartyScene, party: NewParty, pointer: string) {
  const { actor } = scene.context;
  const own = party.person !== undefined && accountsOf(actor).includes(party.person);
  if (party.person !== undefined && !own)
    return reject('party-person', {}, { pointer: `${pointer}/person` });
  if (party.identity === 'verified' && !(own && actor.roles.includes(verifiedRole)))
    return reject('identity-unproven', {}, { pointer: `${pointer}/identity` });
  return undefined;
}

function identityFault(rule: PartyRule, party: NewParty, pointer: string) {
  if (rank(party.identity) >= rank(rule.identity)) return undefined;
  const { role, identity: needed } = rule;
  return reject('party-identity', { role, needed }, { pointer });
}

function countFault({ role, least, most }: PartyRule, parties: readonly NewParty[]) {
  const count = parties.filter((party) => party.role === role).length;
  if (count < least) return reject('parties-missing', { role, least }, { pointer: '/parties' });
  return count > most
    ? reject('parties-too-many', { role, most }, { pointer: '/parties' })
    : undefined;
}
