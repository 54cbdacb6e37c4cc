import { expect } from 'chai';
import { accessRules } from '../../../commands/access/rules.js';
import { readOnlyRoles } from '../../../commands/access/caller.js';
import type { Caller } from '../../../commands/dispatch.js';
import { authority } from '../../../domain/kernel/authority.js';
import { actorKinds, type ActorKind } from '../../../domain/kernel/envelope.js';
import { someone } from '../city.js';
import type { Input } from '../client.js';
import { definitionOf } from '../riverton.js';
import { complaint, submitted, town } from './town.js';

const photo = { kind: 'photo', name: 'a.jpg', mediaType: 'image/jpeg', size: 1 };
const link = { kind: 'child', case: '7Q2M4KXPZ' };
const reason = 'It must be';

/** A body that is well-formed for each operation, so that access alone decides what is said first. */
const caseBodies: Readonly<Record<keyof typeof accessRules.case, readonly [string, object]>> = {
  submit: ['submitCase', complaint()],
  act: ['act', { action: 'mark-duplicate' }],
  comment: ['comment', { comment: 'Hm' }],
  'amend-answers': ['amendAnswers', { answers: { landmark: 'Mill' } }],
  'attach-document': ['attachDocument', { document: { ...photo, sha256: 'a'.repeat(64) } }],
  'complete-task': ['completeTask', {}],
  'give-feedback': ['giveFeedback', { score: 3 }],
  assign: ['assign', { assignee: null }],
  'review-document': ['reviewDocument', { verdict: 'accepted' }],
  link: ['linkCase', { link }],
  unlink: ['unlinkCase', { link, reason }],
  extend: ['extend', { timer: 'standard', dueAt: '2026-04-01T00:00:00Z', reason }],
  escalate: ['escalate', { reason }],
  reclassify: ['reclassify', { priority: 'low', reason }],
  settle: ['settle', {}],
};
const title = { '/title': { en: 'Report' } };
const serviceBodies: Readonly<Record<keyof typeof accessRules.service, readonly [string, object]>> =
  {
    draft: ['draftService', { definition: definitionOf('complaint') }],
    adopt: ['adoptService', { of: 'demo', effectiveFrom: '2026-01-01' }],
    publish: ['publishService', {}],
    'discard-draft': ['discardDraft', {}],
    'correct-texts': ['correctServiceTexts', { texts: title, reason }],
    withdraw: ['withdrawService', { from: '2027-01-01', reason }],
  };
const entry = { kind: 'code-list', effectiveFrom: '2026-01-01', value: { codes: [] } };
const referenceBodies: Readonly<
  Record<keyof typeof accessRules.reference, readonly [string, object]>
> = {
  publish: ['publishReference', entry],
  correct: ['correctReference', { ...entry, reason }],
};

const bodies = {
  case: caseBodies,
  service: serviceBodies,
  reference: referenceBodies,
} as const;

describe('who may change what over HTTP', () => {
  const city = town();
  let reference = '';
  before(async () => {
    reference = await submitted(city());
  });

  const paramsOf = (aggregate: string, operation: string): NonNullable<Input['params']> => {
    const owner = { authority: 'demo.riverton' };
    if (aggregate === 'service') return { ...owner, code: 'complaint' };
    if (aggregate === 'reference') return { ...owner, set: 'road-names' };
    if (operation === 'submit') return {};
    return { reference, document: 'd1', group: 'g', task: 't' };
  };
  const ask = async (caller: Caller, aggregate: keyof typeof bodies, operation: string) => {
    const [operationId, body] = (
      bodies[aggregate] as Readonly<Record<string, readonly [string, object]>>
    )[operation]!;
    const client = await city().as(caller);
    const params = paramsOf(aggregate, operation);
    return client.call<{ code?: string; allowed?: string[] }>(operationId, { params, body });
  };
  const of = (kind: ActorKind, ...roles: string[]): Caller => someone(kind, `a-${kind}`, roles);

  for (const [aggregate, rules] of Object.entries(accessRules))
    for (const [operation, rule] of Object.entries(rules))
      describe(`${aggregate} ${operation}`, () => {
        const about = aggregate as keyof typeof bodies;
        for (const kind of actorKinds.filter((each) => rule.who[each] === undefined))
          it(`is not for a ${kind}`, async () => {
            const { status, body } = await ask(of(kind, 'clerk'), about, operation);
            expect([status, body.code]).to.deep.equal([403, 'access.kind']);
          });

        for (const role of readOnlyRoles)
          it(`is not for a ${role}`, async () => {
            const { status, body } = await ask(of('staff', role), about, operation);
            expect([status, body.code]).to.deep.equal([403, 'access.role']);
          });

        it('is not for staff of another authority', async () => {
          const elsewhere = {
            ...of('staff', 'clerk', 'admin'),
            authority: authority('demo.rivertone'),
          };
          const { status, body } = await ask(elsewhere, about, operation);
          expect([status, body.code]).to.deep.equal([403, 'access.outside']);
        });

        if (rule.roles !== undefined)
          it(`is for ${rule.roles.join(' and ')} alone`, async () => {
            const { status, body } = await ask(of('staff', 'clerk'), about, operation);
            expect([status, body.code]).to.deep.equal([403, 'access.role']);
            expect(body.allowed).to.deep.equal(rule.roles);
          });

        for (const kind of ['citizen', 'vendor'] as const)
          if (rule.who[kind] === 'party' || rule.who[kind] === 'involved')
            it(`is not for a ${kind} who has no part in it`, async () => {
              const { status, body } = await ask(of(kind), about, operation);
              expect([status, body.code]).to.deep.equal([403, 'access.not-related']);
            });
      });

  it('is for the wider authority as well', async () => {
    const caller = { ...of('staff', 'admin'), authority: authority('demo') };
    expect((await ask(caller, 'service', 'correct-texts')).status).to.equal(201);
  });

  it('is, of the workflow, for the roles that it names', async () => {
    const client = await city().as(of('staff', 'call-taker'));
    const body = { action: 'mark-duplicate' };
    const problem = await client.refused('act', { params: { reference }, body });
    expect(problem).to.include({ status: 403, code: 'case.action-forbidden' });
  });
});
