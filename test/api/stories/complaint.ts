import { expect } from 'chai';
import type { HistoryStep } from '../../../projections/history/model.js';
import type { CaseReply, Input } from '../client.js';
import { monday, riverton } from '../city.js';
import { day, hour, onCase, until, type Person, type Story } from './story.js';

interface Page<T> {
  readonly items: readonly T[];
}
interface History {
  readonly steps: readonly HistoryStep[];
}

const complaint = (type: string, description: string) => ({
  authority: riverton,
  service: 'complaint',
  type,
  answers: { description, danger: 'possible' },
  places: [{ role: 'site', address: 'Mill Lane 5', areas: ['ward-1'] }],
});
const photo = {
  kind: 'photo',
  name: 'hole.jpg',
  mediaType: 'image/jpeg',
  size: 40_000,
  sha256: 'ab'.repeat(32),
};
const references = ({ items }: Page<CaseReply>) => items.map(({ reference }) => reference);

/** Two complaints about the same hole. */
export function complaintsAreDealtWith(story: () => Story): void {
  let first = '';
  let second = '';
  const ask = async (who: Person, operation: string, reference: string, body: object) =>
    (await story().as(who)).must(operation, { ...onCase(reference), body });
  const caseOf = async (reference: string, who: Person = 'supervisor') =>
    (await story().as(who)).must<CaseReply>('getCase', onCase(reference));
  const steps = async (reference: string, who: Person = 'supervisor') =>
    (await (await story().as(who)).must<History>('getCaseHistory', onCase(reference))).steps;
  const list = async (who: Person, operation: string, input: Input) =>
    references(await (await story().as(who)).must<Page<CaseReply>>(operation, input));

  it('takes a complaint of a citizen: who, what, where and until when', async () => {
    const asha = await story().as('asha');
    const body = complaint('pothole', 'A hole as deep as a knee');
    first = (await asha.must('submitCase', { body })).reference;
    const made = await caseOf(first, 'asha');
    expect(made).to.deep.include({
      reference: first,
      type: 'pothole',
      state: { code: 'received', kind: 'start' },
      status: 'open',
      office: 'roads',
      priority: 'normal',
      openedAt: monday,
      // Seven working days, by the end of the last: Saturdays are worked till one.
      dueAt: '2026-03-10T12:00:00.000Z',
      answers: body.answers,
    });
    expect(made.parties).to.deep.equal([
      { id: 'p1', role: 'reporter', kind: 'person', person: 'asha', identity: 'contact' },
    ]);
  });

  it('finds a case by words, service, area and what else is asked', async () => {
    const bala = await story().as('bala');
    second = (await bala.must('submitCase', { body: complaint('pothole', 'My tyre is broken') }))
      .reference;
    const found = (query: Record<string, string>) => list('supervisor', 'listCases', { query });
    expect(await found({ text: 'knee' })).to.deep.equal([first]);
    expect(await found({ text: second.toLowerCase() })).to.deep.equal([second]);
    expect(await found({ area: 'ward-1', sort: 'oldest' })).to.have.members([first, second]);
    expect(await found({ area: 'ward-2' })).to.deep.equal([]);
    expect(await found({ party: 'bala' })).to.deep.equal([second]);
    expect(await found({ status: 'closed' })).to.deep.equal([]);
  });

  it('takes an action of the workflow, and moves the case from the queue to a person', async () => {
    story().city.clock.forward(hour);
    const body = { action: 'assign', assignee: { kind: 'person', id: 'balu.yadav' } };
    await ask('officer', 'act', first, body);
    expect(await caseOf(first)).to.deep.include({
      state: { code: 'in-progress', kind: 'normal' },
      assignee: { kind: 'person', id: 'balu.yadav' },
      workingTime: hour,
    });
    const queue = { params: { office: 'roads' } };
    expect(await list('officer', 'getQueue', queue)).to.deep.equal([second]);
    const taken = await list('officer', 'getQueue', { ...queue, query: { taken: 'true' } });
    expect(taken).to.have.members([first, second]);
    const work = { params: { assignee: 'balu.yadav' } };
    expect(await list('balu', 'getWork', work)).to.deep.equal([first]);
  });

  it('assigns to another, and back to the queue', async () => {
    await ask('supervisor', 'assign', first, { assignee: { kind: 'person', id: 'salma.khatun' } });
    expect((await caseOf(first)).assignee?.id).to.equal('salma.khatun');
    const work = { params: { assignee: 'balu.yadav' } };
    expect(await list('balu', 'getWork', work)).to.deep.equal([]);
    await ask('supervisor', 'assign', second, { assignee: null });
    expect(await caseOf(second)).not.to.have.property('assignee');
  });

  it('shows comments to whom they are meant for', async () => {
    await ask('balu', 'comment', first, { comment: 'Needs a lorry', visibility: 'internal' });
    await ask('asha', 'comment', first, { comment: 'A bicycle fell yesterday' });
    const words = async (who: Person) =>
      (await steps(first, who)).flatMap(({ comment }) => comment ?? []);
    expect(await words('balu')).to.deep.equal(['Needs a lorry', 'A bicycle fell yesterday']);
    expect(await words('asha')).to.deep.equal(['A bicycle fell yesterday']);
  });

  it('amends answers where the state lets it, and attaches documents', async () => {
    const answers = { landmark: 'Opposite the mill' };
    await ask('bala', 'amendAnswers', second, { answers });
    await ask('bala', 'attachDocument', second, { document: photo });
    const seen = await caseOf(second);
    expect(seen.answers).to.include({ ...answers, description: 'My tyre is broken' });
    expect(seen.documents).to.equal(1);
    const [amended, attached] = (await steps(second)).slice(-2);
    expect(amended).to.deep.include({ fields: ['landmark'] });
    expect(attached).to.deep.include({ documents: ['hole.jpg'] });
  });

  it('links two cases on both sides, and unlinks both', async () => {
    const link = { kind: 'duplicate-of', case: first };
    const links = (reference: string, count: number) =>
      until(
        async () => (await caseOf(reference)).links,
        ({ length }) => length === count,
      );
    await ask('officer', 'linkCase', second, { link });
    expect(await links(second, 1)).to.deep.equal([link]);
    expect(await links(first, 1)).to.deep.equal([{ kind: 'duplicate', case: second }]);
    await ask('officer', 'unlinkCase', second, { link, reason: 'Another hole' });
    expect(await links(second, 0)).to.deep.equal([]);
    expect(await links(first, 0)).to.deep.equal([]);
  });

  it('moves a due time, and what it is, each with a reason', async () => {
    const dueAt = '2026-03-20T12:00:00.000Z';
    await ask('supervisor', 'extend', first, { timer: 'standard', dueAt, reason: 'No asphalt' });
    expect((await caseOf(first)).dueAt).to.equal(dueAt);
    const change = { type: 'street-sign', priority: 'low', reason: 'It is the sign' };
    await ask('supervisor', 'reclassify', second, change);
    expect(await caseOf(second)).to.include({ type: 'street-sign', priority: 'low' });
    expect((await steps(second)).at(-1)).to.deep.include({
      type: { before: 'pothole', after: 'street-sign' },
      priority: { before: 'normal', after: 'low' },
      reason: 'It is the sign',
    });
  });

  it('escalates by hand', async () => {
    await ask('officer', 'escalate', first, { reason: 'The mayor fell in' });
    expect(await caseOf(first)).to.deep.include({
      escalation: 1,
      priority: 'high',
      assignee: { kind: 'person', id: 'vikram.singh' },
    });
  });

  it('settles what is due, once, at the time it was due', async () => {
    const dueAt = '2026-03-03T04:30:00.000Z';
    story().city.clock.set('2026-03-03T05:00:00.000Z' as never);
    expect((await ask('officer', 'settle', second, {})).unchanged).to.equal(false);
    expect((await ask('officer', 'settle', second, {})).unchanged).to.equal(true);
    expect((await steps(second)).at(-1)).to.deep.include({
      activity: 'assigning',
      at: dueAt,
      origin: 'policy',
      timer: { name: 'assigning', kind: 'internal', dueAt },
    });
  });

  it('resolves, takes feedback, and closes when nobody reopens', async () => {
    const { city } = story();
    await ask('supervisor', 'assign', first, { assignee: { kind: 'person', id: 'salma.khatun' } });
    const input = { work_done: 'repaired', cost: 125_000 };
    await ask('salma', 'act', first, { action: 'resolve', comment: 'Filled', input });
    expect(await caseOf(first)).to.deep.include({
      status: 'resolved',
      outcome: 'settled',
      onTime: true,
      amounts: { material: 125_000 },
    });
    await ask('asha', 'giveFeedback', first, { score: 4, comment: 'At last' });
    expect((await caseOf(first)).feedback).to.deep.equal({ score: 4, scale: 5 });
    await city.move(5 * day);
    expect(await caseOf(first)).to.deep.include({
      status: 'closed',
      state: { code: 'closed', kind: 'end' },
      // Three days after the resolution, at the end of the day in Riverton.
      closedAt: '2026-03-06T18:29:59.999Z',
    });
  });
}
