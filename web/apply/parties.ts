import type { ServiceDefinition } from '../../domain/service/schema/index.js';
import type { Field } from '../forms/field.js';
import { one, type Visit } from '../base/visit.js';
import type { DraftValues } from './drafts.js';
import { startOf, type Offered } from './application.js';

type PartyRule = ServiceDefinition['parties'][number];
type PartyKind = PartyRule['kinds'][number];

/** A party that the application asks for. */
export interface AskedParty {
  readonly rule: PartyRule;
  /** Whether it is whoever applies. */
  readonly own: boolean;
  readonly needed: boolean;
}

/** Whoever applies, and the others that must be named. */
export function askedParties(offered: Offered, values: DraftValues): readonly AskedParty[] {
  const { parties } = offered.service.definition;
  const roles = startOf(offered, values)?.by.party ?? [];
  const comer = parties.find(({ role }) => roles.includes(role));
  const asked = parties.filter((rule) => rule === comer || rule.least > 0);
  const rules = asked.length === 0 ? parties.slice(0, 1) : asked;
  return rules.map((rule) => ({
    rule,
    own: rule === comer,
    needed: rule === comer || rule.least > 0,
  }));
}

const nameOf = (role: string, field: string): string => `party.${role}.${field}`;

/** What the party is: asked where the service takes several kinds, else the only one. */
export function kindOf({ rule }: AskedParty, values: DraftValues): PartyKind | undefined {
  const [only] = rule.kinds;
  if (rule.kinds.length === 1) return only;
  const chosen = one(values, nameOf(rule.role, 'kind'));
  return rule.kinds.find((kind) => kind === chosen);
}

export function kindField({ rule }: AskedParty, { t }: Visit, label: string): Field {
  const name = nameOf(rule.role, 'kind');
  return {
    name,
    path: ['kind'],
    kind: 'choice',
    label,
    required: true,
    choices: rule.kinds.map((kind) => ({
      value: kind,
      answer: kind,
      text: t(`apply.kind.${kind}`),
    })),
    schema: {},
  };
}

/** Name and contact of a party. */
export function contactFields({ rule, needed }: AskedParty, visit: Visit): readonly Field[] {
  const { t } = visit;
  const field = (
    name: string,
    kind: Field['kind'],
    required: boolean,
    maxLength: number,
  ): Field => ({
    name: nameOf(rule.role, name),
    path: [name],
    kind,
    label: t(`apply.contact.${name}`),
    required,
    choices: [],
    schema: { type: 'string', maxLength },
  });
  return [
    field('name', 'text', needed, 500),
    field('phone', 'text', false, 40),
    field('email', 'email', false, 254),
  ];
}

/** Whether a party must leave a telephone number or an address, since no account speaks for it. */
export const needsContact = ({ rule, own }: AskedParty, { caller }: Visit): boolean =>
  rule.identity !== 'none' && !(own && caller.actor.kind === 'citizen');

/** The party as the command names it; undefined when nothing was said of one that is not needed. */
export function partyIn(asked: AskedParty, values: DraftValues) {
  const { role } = asked.rule;
  const kind = kindOf(asked, values);
  if (kind === undefined) return undefined;
  if (kind === 'anonymous') return { role, kind };
  const said = ['name', 'phone', 'email'].flatMap((field) => {
    const text = one(values, nameOf(role, field));
    return text === '' ? [] : [[field, text] as const];
  });
  if (said.length === 0 && !asked.needed) return undefined;
  return { role, kind, ...Object.fromEntries(said) };
}
