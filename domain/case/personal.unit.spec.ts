import { expect } from 'chai';
import {
  act,
  anybody,
  asha,
  command,
  complaint,
  dispatcher,
  fixer,
  submit,
  type CaseStory,
} from '../../test/given/case.js';
import { createCodec } from '../kernel/codec.js';
import { instant } from '../kernel/instant.js';
import { caseEvents } from './events.js';
import { evolve } from './evolve.js';
import { noCase } from './state.js';

const codec = createCodec(caseEvents);
const personal = ({ decisions }: CaseStory) =>
  decisions
    .flatMap(({ event }) => codec.personal(event, 'teller'))
    .map(({ path, person }) => `${path.join('/')} of ${person}`);

const ravi = { role: 'complainant', kind: 'person', name: 'Ravi', phone: '12', email: 'r@x.org' };
const answers = { text: 'It is dark', phone: '34' };
const story = complaint();

describe('the personal data of a case', () => {
  it('are the names and contacts of persons, each their own', () => {
    const self = { ...ravi, person: 'asha' };
    expect(personal(story.when(submit({ parties: [self] })))).to.deep.equal([
      'parties/0/name of asha',
      'parties/0/phone of asha',
      'parties/0/email of asha',
    ]);
    expect(personal(story.as(dispatcher).when(submit({ parties: [ravi] })))).to.deep.equal([
      'parties/0/name of 7Q2M4KXPZ.p1',
      'parties/0/phone of 7Q2M4KXPZ.p1',
      'parties/0/email of 7Q2M4KXPZ.p1',
    ]);
  });

  it('are the answers that the form marks, of whom it says', () => {
    expect(personal(story.when(submit({ answers })))).to.deep.equal(['answers/phone of asha']);
    expect(personal(story.as(anybody).when(submit({ answers })))).to.deep.equal([
      'answers/phone of 7Q2M4KXPZ',
    ]);
  });

  it('are a place’s address and the names of papers, of whom they are or the first person', () => {
    const paper = { kind: 'photo', mediaType: 'image/jpeg', size: 9, sha256: 'a'.repeat(64) };
    const asked = submit({
      parties: [
        { ...ravi, person: 'asha' },
        { ...ravi, person: 'bala' },
      ],
      places: [{ role: 'matter', address: '12 Station Road' }],
      documents: [
        { ...paper, name: 'hole.jpg' },
        { ...paper, name: 'bala.jpg', party: 'p2' },
      ],
    });
    const told = personal(story.as(dispatcher).when(asked)).slice(6);
    expect(told).to.deep.equal([
      'places/0/address of asha',
      'documents/0/name of asha',
      'documents/1/name of bala',
    ]);
    const nameless = submit({ places: [{ role: 'matter', address: '12 Station Road' }] });
    expect(personal(story.as(anybody).when(nameless))).to.deep.equal([
      'places/0/address of 7Q2M4KXPZ',
    ]);
  });

  it('are what somebody says in the course of it, of who says it', () => {
    const assigned = story
      .when(submit({ answers }))
      .as(dispatcher)
      .when(act('assign', { assignee: { kind: 'person', id: 'fay' } }));
    const commented = assigned.when(
      command('comment', { comment: 'I was there', visibility: 'parties' }),
    );
    expect(personal(commented)).to.deep.equal(['comment of teller']);
    const asked = assigned.as(fixer).when(act('ask', { comment: 'Where exactly?' }));
    expect(personal(asked)).to.include('comment of teller');
    const moved = assigned.when(
      command('reclassify', {
        places: [{ role: 'matter', address: '14 Station Road' }],
        reason: 'It is two doors on',
      }),
    );
    expect(personal(moved)).to.deep.equal(['reason of teller', 'places/after/0/address of teller']);
  });

  it('are amended answers, before and after', () => {
    const waiting = story
      .when(submit({ answers }))
      .as(dispatcher)
      .when(act('assign', { assignee: { kind: 'person', id: 'fay' } }))
      .as(fixer)
      .when(act('ask', { comment: '?' }))
      .as(asha);
    const amended = waiting.when(command('amend-answers', { answers: { phone: '56' } }));
    expect(personal(amended)).to.deep.equal(['before/phone of asha', 'after/phone of asha']);
    const answered = waiting.when(act('answer', { answers: { phone: null } }));
    expect(personal(answered)).to.deep.equal([]);
    expect(personal(waiting.when(act('answer', { answers: { phone: '78' } })))).to.deep.equal([
      'answers/phone of asha',
    ]);
  });
});

describe('folding a stream', () => {
  it('that does not begin with a submission is refused: it is damaged', () => {
    const { authority } = story.context;
    const occasion = {
      actor: asha,
      origin: 'actor',
      authority,
      channel: 'web',
      occurredAt: instant('2026-01-05T10:00:00Z'),
    } as const;
    const event = {
      type: 'case.commented.v1',
      data: { service: 'complaint', comment: 'x', visibility: 'public' },
    } as const;
    expect(() => evolve(noCase, event, occasion)).to.throw(RangeError);
  });
});
