import { expect } from 'chai';
import { instant } from '../../domain/kernel/instant.js';
import { CaseStory, timerSet } from '../../test/given/case-story.js';
import { readModel, type ReadModel } from '../../test/given/read-model.js';
import type { DeadlineView } from './model.js';
import { deadlinesProjection } from './project.js';
import { dueBefore, dueWithin } from './queries.js';

const day = (of: number) => instant(`2024-01-${String(of).padStart(2, '0')}T00:00:00Z`);
const due = (reference: string, of: number) =>
  new CaseStory(reference).tell('case.submitted.v1', {
    timers: [timerSet('started', 'limit', day(of))],
  });

describe('queries over deadlines', () => {
  let model: ReadModel<DeadlineView>;
  before(async () => {
    const many = Array.from({ length: 450 }, (_, index) =>
      due(`M${String(index).padStart(3, '0')}`, 20),
    );
    const stories = [due('B', 10), due('A', 10), due('C', 5), due('D', 30), ...many];
    model = await readModel(
      deadlinesProjection,
      stories.flatMap(({ events }) => events),
    );
  });
  after(() => model.store.close());

  const streams = (due: readonly { readonly stream: string }[]) => due.map(({ stream }) => stream);

  it('names the streams with something due by a moment, in order of due time and name', async () => {
    const found = await dueBefore(model.collection, day(10), 100);
    expect(found).to.deep.equal([
      { stream: 'case-C', dueAt: day(5) },
      { stream: 'case-A', dueAt: day(10) },
      { stream: 'case-B', dueAt: day(10) },
    ]);
  });

  it('goes on behind one of them', async () => {
    const after = { stream: 'case-A' as never, dueAt: day(10) };
    expect(streams(await dueBefore(model.collection, day(10), 100, after))).to.deep.equal([
      'case-B',
    ]);
  });

  it('names no more than asked for, and more than a page when asked', async () => {
    expect(await dueBefore(model.collection, day(10), 2)).to.have.length(2);
    const all = streams(await dueBefore(model.collection, day(31), 1000));
    expect(all).to.have.length(454);
    expect(new Set(all).size).to.equal(454);
  });

  it('lists what falls due within a stretch of time', async () => {
    const page = await dueWithin(model.collection, { all: [] }, { from: day(10), before: day(20) });
    expect(streams(page.items)).to.deep.equal(['case-A', 'case-B']);
    const none = await dueWithin(model.collection, { any: [] }, {});
    expect(none.items).to.deep.equal([]);
  });
});
