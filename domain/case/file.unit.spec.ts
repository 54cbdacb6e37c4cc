import { expect } from 'chai';
import { caseDecider } from './index.js';
import {
  act,
  anybody,
  asha,
  command,
  complaint,
  dispatcher,
  fixer,
  submit,
  submitted,
} from '../../test/given/case.js';

const fay = { kind: 'person', id: 'fay' };
const fresh = complaint().when(submit());
const closed = fresh.as(dispatcher).when(act('reject', { comment: 'No' }));
const stranger = { ...asha, id: 'ravi' };

describe('comments', () => {
  const say = (visibility?: string) =>
    command('comment', { comment: 'Hello', ...(visibility === undefined ? {} : { visibility }) });

  it('come from everyone concerned, also on a closed case', () => {
    fresh.when(say()).then({
      type: 'case.commented.v1',
      data: { comment: 'Hello', visibility: 'parties' },
    });
    closed.when(say('internal')).then({ type: 'case.commented.v1' });
    fresh
      .as(stranger)
      .when(say())
      .thenRejected('case.not-permitted', { allowed: ['settle'] });
    fresh.as(anybody).when(say()).thenRejected('case.not-permitted');
  });

  it('are internal only among those who work on the case', () => {
    fresh.when(say('internal')).thenRejected('case.reserved', {
      pointer: '/visibility',
      allowed: ['parties', 'public'],
    });
    const works = { id: 'w', kind: 'vendor', roles: [] } as const;
    fresh
      .as(dispatcher)
      .when(command('assign', { assignee: { kind: 'vendor', id: 'w' } }))
      .as(works)
      .when(say('internal'))
      .then({ type: 'case.commented.v1' });
  });
});

describe('who a case is assigned to', () => {
  const cases = [
    { assignee: { kind: 'person', id: 'fay' }, who: { id: 'fay' }, may: true },
    { assignee: { kind: 'person', id: 'fay' }, who: { id: 'finn' }, may: false },
    { assignee: { kind: 'vendor', id: 'works' }, who: { onBehalfOf: 'works' }, may: true },
    { assignee: { kind: 'office', id: 'animals' }, who: {}, office: 'animals', may: true },
    { assignee: { kind: 'office', id: 'animals' }, who: {}, office: 'permits', may: false },
    { assignee: { kind: 'post', id: 'warden' }, who: { roles: ['warden'] }, may: true },
    { assignee: { kind: 'post', id: 'warden' }, who: {}, may: false },
  ];
  for (const { assignee, who, office, may } of cases)
    it(`${may ? 'includes' : 'excludes'} ${JSON.stringify(who)} of ${office ?? 'nowhere'} for ${assignee.kind} ${assignee.id}`, () => {
      const told = fresh
        .as(dispatcher)
        .when(command('assign', { assignee }))
        .as({ id: 'x', kind: 'vendor', roles: [], ...who })
        .with(office === undefined ? {} : { office })
        .when(command('comment', { comment: 'Hm' }));
      if (may) told.then({ type: 'case.commented.v1' });
      else told.thenRejected('case.not-permitted');
    });
});

describe('answers', () => {
  const amend = (answers: object, reason?: string) =>
    command('amend-answers', { answers, ...(reason === undefined ? {} : { reason }) });
  const waiting = fresh
    .as(dispatcher)
    .when(act('assign', { assignee: fay }))
    .as(fixer)
    .when(act('ask', { comment: '?' }))
    .as(asha);

  it('are amended where the state lets them, and only what changed is told', () => {
    const amended = fresh.when(amend({ street: 'Elm', text: 'It is dark' }, 'Forgot it'));
    amended.then({
      type: 'case.answers-amended.v1',
      data: {
        before: { street: null },
        after: { street: 'Elm' },
        personalAnswers: {},
        reason: 'Forgot it',
      },
    });
    expect(submitted(amended).answers).to.deep.equal({ text: 'It is dark', street: 'Elm' });
    amended.when(amend({ street: 'Elm' })).thenNothing();
  });

  it('are removed by null', () => {
    const removed = fresh.when(amend({ street: 'Elm' })).when(amend({ street: null }));
    expect(submitted(removed).answers).to.deep.equal({ text: 'It is dark' });
    fresh.when(amend({ street: null })).thenNothing();
  });

  it('stay whose they are', () => {
    waiting.when(amend({ phone: '77' })).then({
      type: 'case.answers-amended.v1',
      data: { personalAnswers: { phone: 'asha' } },
    });
  });

  it('can not be amended elsewhere', () => {
    fresh.when(amend({ text: 'Other', street: 'Elm' })).thenRejected('case.answers-not-editable', {
      allowed: ['street'],
      pointer: '/answers/text',
    });
    fresh
      .as(dispatcher)
      .when(act('assign', { assignee: fay, answers: { street: 'Elm' } }))
      .then(
        { type: 'case.acted.v1', data: { answers: { street: 'Elm' } } },
        { type: 'case.assigned.v1' },
      );
    closed
      .when(amend({ street: 'Elm' }))
      .thenRejected('case.answers-not-editable', { allowed: [] });
  });

  it('must fit the form as a whole', () => {
    waiting.when(amend({ text: null })).thenRejected('form.invalid-answers');
  });

  it('are amended by those concerned', () => {
    fresh
      .as(stranger)
      .when(amend({ street: 'Elm' }))
      .thenRejected('case.not-permitted');
  });
});

describe('documents', () => {
  const photo = {
    kind: 'photo',
    name: 'a.jpg',
    mediaType: 'image/jpeg',
    size: 1000,
    sha256: 'b'.repeat(64),
  };
  const attach = (more: object = {}) =>
    command('attach-document', { document: { ...photo, ...more } });
  const review = (document: string, verdict: string, reason?: string) =>
    command('review-document', { document, verdict, ...(reason === undefined ? {} : { reason }) });
  const one = fresh.when(attach());

  it('are numbered within the case', () => {
    one.then({
      type: 'case.document-attached.v1',
      data: { document: { ...photo, id: 'd1', version: 1 } },
    });
    one.when(attach({ party: 'p1' })).then({
      type: 'case.document-attached.v1',
      data: { document: { id: 'd2', party: 'p1', version: 1 } },
    });
  });

  it('have versions', () => {
    const second = one.when(attach({ replaces: 'd1' }));
    second.then({
      type: 'case.document-attached.v1',
      data: { document: { id: 'd2', version: 2, replaces: 'd1' } },
    });
    second
      .when(attach({ replaces: 'd1' }))
      .thenRejected('case.document-replaced', { allowed: ['d2'], pointer: '/document/replaces' });
    second
      .as(dispatcher)
      .when(review('d1', 'accepted'))
      .thenRejected('case.document-replaced', { pointer: '/document' });
  });

  it('are reviewed, and reviewed again', () => {
    const rejected = one.as(dispatcher).when(review('d1', 'rejected', 'Too dark'));
    rejected.then({
      type: 'case.document-reviewed.v1',
      data: { document: 'd1', before: 'pending', after: 'rejected', reason: 'Too dark' },
    });
    rejected.when(review('d1', 'rejected')).thenNothing();
    rejected.when(review('d1', 'accepted')).then({
      type: 'case.document-reviewed.v1',
      data: { before: 'rejected', after: 'accepted' },
    });
    one.when(review('d1', 'accepted')).thenRejected('case.not-permitted');
    rejected
      .when(review('d9', 'accepted'))
      .thenRejected('case.document-unknown', { allowed: ['d1'], kind: 'missing' });
  });

  const refused = [
    {
      title: 'of a kind that is asked for',
      more: { kind: 'song' },
      code: 'document-kind',
      pointer: '/document/kind',
    },
    {
      title: 'of a type that may be sent',
      more: { mediaType: 'image/gif' },
      code: 'document-media-type',
      pointer: '/document/mediaType',
    },
    {
      title: 'no larger than may be sent',
      more: { size: 1001 },
      code: 'document-size',
      pointer: '/document/size',
    },
    {
      title: 'of parties of the case',
      more: { party: 'p9' },
      code: 'document-party',
      pointer: '/document/party',
    },
    {
      title: 'in place of one that is there',
      more: { replaces: 'd9' },
      code: 'document-unknown',
      pointer: '/document/replaces',
    },
  ];
  for (const { title, more, code, pointer } of refused)
    it(`are ${title}`, () => {
      fresh.when(attach(more)).thenRejected(`case.${code}`, { pointer });
    });

  it('of any kind are taken where the service asks for none', () => {
    const free = complaint((draft) => (draft.documents = [])).when(submit());
    free
      .when(attach({ kind: 'song', size: 5_000_000 }))
      .then({ type: 'case.document-attached.v1' });
  });

  it('are taken until the case is closed, from those concerned', () => {
    closed.when(attach()).thenRejected('case.closed');
    fresh.as(stranger).when(attach()).thenRejected('case.not-permitted');
  });

  it('are at most five hundred', () => {
    const [document] = submitted(one).documents;
    const full = { ...submitted(one), documents: Array.from({ length: 500 }, () => document!) };
    expect(caseDecider.decide(attach(), full, one.context)).to.have.nested.property(
      'error.code',
      'case.too-many',
    );
  });
});

describe('links', () => {
  const link = { kind: 'duplicate-of', case: 'OTHER' };
  const join = command('link', { link });
  const part = command('unlink', { link, reason: 'A mistake' });
  const linked = fresh.as(dispatcher).when(join);

  it('are made once, and not to the case itself', () => {
    linked.then({ type: 'case.linked.v1', data: { link } });
    linked.when(join).thenRejected('case.link-exists');
    linked
      .when(command('link', { link: { ...link, kind: 'child' } }))
      .then({ type: 'case.linked.v1' });
    linked
      .when(command('link', { link: { ...link, case: '7Q2M4KXPZ' } }))
      .thenRejected('case.link-self', { pointer: '/link/case' });
  });

  it('are taken back with a reason', () => {
    const parted = linked.when(part);
    parted.then({ type: 'case.unlinked.v1', data: { link, reason: 'A mistake' } });
    expect(submitted(parted).links).to.deep.equal([]);
    parted.when(part).thenRejected('case.link-unknown', { kind: 'missing', allowed: [] });
  });

  it('are for staff', () => {
    fresh.when(join).thenRejected('case.not-permitted');
    linked.as(asha).when(part).thenRejected('case.not-permitted');
  });

  it('are at most a hundred', () => {
    const links = Array.from({ length: 100 }, (_, index) => ({ kind: 'child', case: `C${index}` }));
    complaint()
      .as(dispatcher)
      .when(submit({ links: links.slice(0, 20) }))
      .then({ type: 'case.submitted.v1' });
    const full = { ...submitted(linked), links: links as never };
    expect(caseDecider.decide(join, full, linked.context)).to.have.nested.property(
      'error.code',
      'case.too-many',
    );
  });
});
