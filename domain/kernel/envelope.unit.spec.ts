import { expect } from 'chai';
import { actorSchema, eventMetaSchema, ruleReferenceSchema } from './envelope.js';

const actor = { id: 'staff-1', kind: 'staff', roles: ['clerk'] };
const meta = {
  actor,
  origin: 'actor',
  authority: 'pb.amritsar',
  channel: 'web',
  occurredAt: '2024-05-31T14:05:09.000Z',
  commandId: 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
  commandHash: 'f'.repeat(32),
  correlationId: 'c-1',
};

describe('envelope', () => {
  it('says who, when, where and by which command', () => {
    expect(eventMetaSchema.parse(meta)).to.eql(meta);
  });

  it('names the rule of what a policy caused, and its reference data', () => {
    const rule = {
      service: 'fine',
      version: 2,
      rule: 'timer/penalty',
      reference: { tariff: '2004' },
    };
    expect(eventMetaSchema.parse({ ...meta, origin: 'policy', rule })).to.deep.include({ rule });
    const defined = { ...rule, definedBy: 'pb.amritsar' };
    expect(eventMetaSchema.parse({ ...meta, rule: defined }).rule).to.eql(defined);
    expect(ruleReferenceSchema.safeParse({ ...rule, version: 0 }).success).to.equal(false);
  });

  const wrong: readonly (readonly [string, object])[] = [
    ['unknown fields', { more: 1 }],
    ['an unknown channel', { channel: 'pigeon' }],
    ['a time that is not canonical', { occurredAt: '2024-05-31T14:05:09Z' }],
    ['an authority that is no path', { authority: 'PB' }],
    ['a command without id', { commandId: 'x' }],
    ['an actor of no kind', { actor: { ...actor, kind: 'robot' } }],
    ['an undefined office', { office: undefined }],
  ];
  for (const [what, change] of wrong)
    it(`refuses ${what}`, () => {
      expect(eventMetaSchema.safeParse({ ...meta, ...change }).success).to.equal(false);
    });

  it('limits how many roles an actor has', () => {
    const roles = Array.from({ length: 51 }, (_, index) => `r${index}`);
    expect(actorSchema.safeParse({ ...actor, roles }).success).to.equal(false);
  });
});
