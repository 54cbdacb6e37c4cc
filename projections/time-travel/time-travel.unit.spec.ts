import { expect } from 'chai';
import fc from 'fast-check';
import { fromEpochMilliseconds, instant } from '../../domain/kernel/instant.js';
import { CaseStory, caseCodec } from '../../test/given/case-story.js';
import { caseAt, eventsAt } from './time-travel.js';

const story = new CaseStory()
  .tell('case.submitted.v1', {}, { at: '2024-01-01T09:00:00Z', recordedAt: '2024-01-05T00:00:00Z' })
  .tell('case.acted.v1', {}, { at: '2024-01-02T09:00:00Z', recordedAt: '2024-01-05T00:00:00Z' })
  .tell('case.closed.v1', {}, { at: '2024-01-03T09:00:00Z', recordedAt: '2024-01-06T00:00:00Z' });
const at = (moment: { asOf?: string; knownAt?: string }) =>
  caseAt(
    story.recorded,
    caseCodec,
    Object.fromEntries(Object.entries(moment).map(([name, time]) => [name, instant(time)])),
  );

describe('a case at a moment', () => {
  it('is as it stands now without one', () => {
    expect(at({})).to.deep.include({ _id: '7Q2M4KXPZ', status: 'closed', revision: 2 });
    expect(at({})?.position).to.equal(story.recorded[2]?.position);
  });

  it('is as of a time what had happened by then, that instant included', () => {
    expect(at({ asOf: '2024-01-02T08:59:59.999Z' })?.state.code).to.equal('new');
    expect(at({ asOf: '2024-01-02T09:00:00Z' })?.state.code).to.equal('working');
  });

  it('is known at a time as far as had been recorded by then', () => {
    expect(at({ knownAt: '2024-01-05T00:00:00Z' })?.status).to.equal('open');
    expect(at({ knownAt: '2024-01-04T00:00:00Z' })).to.equal(undefined);
  });

  it('is what had happened and was known, with both', () => {
    expect(
      at({ asOf: '2024-01-03T09:00:00Z', knownAt: '2024-01-05T12:00:00Z' })?.revision,
    ).to.equal(1);
    expect(
      at({ asOf: '2024-01-01T12:00:00Z', knownAt: '2024-01-07T12:00:00Z' })?.revision,
    ).to.equal(0);
  });

  it('is nothing before its submission', () => {
    expect(at({ asOf: '2023-12-31T00:00:00Z' })).to.equal(undefined);
    expect(caseAt([], caseCodec)).to.equal(undefined);
  });

  it('sees a prefix at any moment, and no less at a later one', () => {
    const first = Date.parse('2023-12-30T00:00:00Z');
    const moment = fc
      .integer({ min: 0, max: 10 * 86_400_000 })
      .map((ms) => fromEpochMilliseconds(first + ms));
    fc.assert(
      fc.property(
        moment,
        moment,
        fc.constantFrom('asOf' as const, 'knownAt' as const),
        (a, b, kind) => {
          const [earlier, later] = a < b ? [a, b] : [b, a];
          const before = eventsAt(story.recorded, { [kind]: earlier });
          const after = eventsAt(story.recorded, { [kind]: later });
          expect(story.recorded.slice(0, before.length)).to.deep.equal(before);
          expect(before.length).to.be.at.most(after.length);
        },
      ),
    );
  });
});
