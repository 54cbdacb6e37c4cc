import { expect } from 'chai';
import { linkKinds } from '../../domain/case/header.js';
import type { CausingEvent } from './reaction.js';
import { inverseKinds, mirrorLink } from './mirror-link.js';

const event = (type: string, data: unknown, actor = 'clerk') =>
  ({
    type,
    data,
    stream: 'case-AAAAAAAAA',
    meta: { actor: { id: actor, kind: 'staff', roles: [] } },
  }) as unknown as CausingEvent;

const link = { kind: 'appeal-of', case: 'BBBBBBBBB' } as const;
const inverse = { kind: 'appealed-by', case: 'AAAAAAAAA' } as const;

describe('mirroring of links', () => {
  it('knows for every kind of link the one that looks back', () => {
    for (const kind of linkKinds) {
      expect(inverseKinds[inverseKinds[kind]]).to.equal(kind);
      expect(inverseKinds[kind]).to.not.equal(kind);
    }
  });

  it('links the other case back', () => {
    expect(mirrorLink.react(event('case.linked.v1', { service: 's', link }))).to.deep.equal([
      { aggregate: 'case', operation: 'link', target: 'BBBBBBBBB', body: { link: inverse } },
    ]);
  });

  it('links every case back that a submission names', () => {
    const links = [link, { kind: 'child', case: 'CCCCCCCCC' }];
    const targets = mirrorLink
      .react(event('case.submitted.v1', { links }))
      .map(({ target }) => target);
    expect(targets).to.deep.equal(['BBBBBBBBB', 'CCCCCCCCC']);
  });

  it('takes the link back with the one it answers, for the same reason', () => {
    const [unlink] = mirrorLink.react(event('case.unlinked.v1', { link, reason: 'mistake' }));
    expect(unlink).to.deep.equal({
      aggregate: 'case',
      operation: 'unlink',
      target: 'BBBBBBBBB',
      body: { link: inverse, reason: 'mistake' },
    });
  });

  it('does not answer its own links', () => {
    const own = event('case.linked.v1', { link }, 'reaction:mirror-link');
    expect(mirrorLink.react(own)).to.deep.equal([]);
  });
});
