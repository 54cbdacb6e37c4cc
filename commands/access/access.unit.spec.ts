import { expect } from 'chai';
import { authority } from '../../domain/kernel/authority.js';
import { actorKinds, type ActorKind } from '../../domain/kernel/envelope.js';
import type { Caller } from '../dispatch.js';
import { covers, internalCaller, isInternal, mayBringTime, mayChange } from './caller.js';
import { checkCoarse, checkRelation, type Subject } from './check.js';
import { accessMatrix } from './matrix.js';
import { accessRules } from './rules.js';

const caller = (kind: ActorKind, rest: Partial<Caller['actor']> = {}, of = 'pb'): Caller => ({
  actor: { id: 'me', kind, roles: ['clerk'], ...rest },
  authority: authority(of),
  channel: 'web',
});

const mine: Subject = {
  authority: authority('pb.amritsar'),
  isParty: ({ actor }) => actor.id === 'me' || actor.onBehalfOf === 'me',
  isAssigned: ({ actor }) => actor.id === 'fixer',
};

const ask = (operation: string, who: Caller, rules: object = accessRules.case): string => {
  const table = rules as typeof accessRules.case;
  const refused =
    checkCoarse(table, { operation, caller: who }) ??
    checkRelation(table, { operation, caller: who }, mine);
  return refused?.error.code ?? 'ok';
};

/** operation: citizen, staff, vendor, system, public. */
const expected: Readonly<Record<string, string>> = {
  'case submit': 'anyone within within within anyone',
  'case act': 'party within involved within -',
  'case comment': 'party within involved within -',
  'case amend-answers': 'party within involved within -',
  'case attach-document': 'party within involved within -',
  'case complete-task': 'party within involved within -',
  'case give-feedback': 'party within - within -',
  'case assign': '- within - within -',
  'case review-document': '- within - within -',
  'case link': '- within - within -',
  'case unlink': '- within - within -',
  'case extend': '- within - within -',
  'case escalate': '- within - within -',
  'case reclassify': '- within - within -',
  'case settle': '- within - within -',
  'service draft': '- within(admin) - within -',
  'service adopt': '- within(admin) - within -',
  'service publish': '- within(admin) - within -',
  'service discard-draft': '- within(admin) - within -',
  'service correct-texts': '- within(admin) - within -',
  'service withdraw': '- within(admin) - within -',
  'reference publish': '- within(admin) - within -',
  'reference correct': '- within(admin) - within -',
};

describe('the access table', () => {
  it('says for every operation who may ask for it, and for nothing else', () => {
    const printed = Object.fromEntries(
      accessMatrix().map(({ operation, who }) => [
        operation,
        actorKinds.map((kind) => who[kind]).join(' '),
      ]),
    );
    expect(printed).to.deep.equal(expected);
  });

  it('refuses what it does not name', () => {
    for (const operation of ['paint', 'constructor', '__proto__'])
      expect(ask(operation, caller('staff'))).to.equal('access.kind');
  });
});

describe('access', () => {
  const stranger = { id: 'you' };
  for (const [operation, who, outcome] of [
    ['act', caller('citizen'), 'ok'],
    ['act', caller('citizen', stranger), 'access.not-related'],
    ['act', caller('citizen', { id: 'you', onBehalfOf: 'me' }), 'ok'],
    ['act', caller('vendor', { id: 'fixer' }), 'ok'],
    ['act', caller('vendor', stranger), 'access.not-related'],
    ['act', caller('public'), 'access.kind'],
    ['submit', caller('public', stranger), 'ok'],
    ['assign', caller('citizen'), 'access.kind'],
    ['assign', caller('staff', stranger), 'ok'],
    ['assign', caller('staff', stranger, 'pb.amritsar'), 'ok'],
    ['assign', caller('staff', stranger, 'pb.amritsar2'), 'access.outside'],
    ['assign', caller('staff', stranger, 'pb.amritsar.north'), 'access.outside'],
    ['assign', caller('staff', { roles: ['analyst'] }), 'access.role'],
    ['assign', caller('staff', { roles: ['auditor', 'policymaker'] }), 'access.role'],
    ['assign', caller('staff', { roles: [] }), 'access.role'],
    ['assign', caller('staff', { roles: ['analyst', 'clerk'] }), 'ok'],
    ['link', caller('system', stranger, 'other'), 'access.outside'],
    ['link', internalCaller('reaction:mirror-link'), 'ok'],
  ] as const)
    it(`${outcome === 'ok' ? 'lets' : 'does not let'} a ${who.actor.kind} (${[who.actor.id, who.actor.onBehalfOf ?? '', ...who.actor.roles, who.authority].join(' ')}) ${operation}`, () => {
      expect(ask(operation, who)).to.equal(outcome);
    });

  it('to history is asked of who brings it, not of who made it', () => {
    const table = accessRules.case;
    const check = (who: Caller) => {
      const asked = { operation: 'act', caller: who, origin: 'import' } as const;
      return checkCoarse(table, asked) ?? checkRelation(table, asked, mine);
    };
    expect(check(caller('public', { id: 'x', roles: ['importer'] }))).to.equal(undefined);
    expect(check(caller('public', { id: 'x' }))?.error.code).to.equal('access.time');
    const elsewhere = caller('staff', { roles: ['importer'] }, 'other');
    expect(check(elsewhere)?.error.code).to.equal('access.outside');
  });

  it('to definitions takes the role of administrator', () => {
    const publish = (roles: readonly string[]) =>
      ask('publish', caller('staff', { roles: [...roles] }), accessRules.service);
    expect(publish(['clerk'])).to.equal('access.role');
    expect(publish(['admin'])).to.equal('ok');
  });
});

describe('a caller', () => {
  it('is internal only as a system with the reserved role', () => {
    expect(isInternal(internalCaller('timekeeper'))).to.equal(true);
    expect(isInternal(caller('staff', { roles: ['charter'] }))).to.equal(false);
    expect(isInternal(caller('system'))).to.equal(false);
  });

  it('covers its authority and what lies below; internal ones cover all', () => {
    expect(covers(caller('staff'), authority('pb.amritsar'))).to.equal(true);
    expect(covers(caller('staff'), authority('pbx'))).to.equal(false);
    expect(covers(internalCaller('timekeeper'), authority('pb'))).to.equal(true);
  });

  it('brings its own time as an importer, or as part of the machinery', () => {
    expect(mayBringTime(caller('system', { roles: ['importer'] }))).to.equal(true);
    expect(mayBringTime(internalCaller('timekeeper'))).to.equal(true);
    expect(mayBringTime(caller('staff', { roles: ['admin'] }))).to.equal(false);
  });

  it('changes nothing with roles that only see', () => {
    expect(mayChange(caller('staff', { roles: ['analyst', 'auditor'] }))).to.equal(false);
    expect(mayChange(caller('staff', { roles: ['analyst', 'clerk'] }))).to.equal(true);
  });
});
