import { expect } from 'chai';
import { streamName } from '../../domain/kernel/ids.js';
import { instant } from '../../domain/kernel/instant.js';
import { createRests } from './rest.js';

const due = { stream: streamName('toy-a'), dueAt: instant('2024-03-01T09:10:00Z') };

describe('a stream that still shows as due after it was settled', () => {
  it('rests for a second, then twice as long each time, up to a minute', () => {
    let now = 0;
    const rests = createRests(() => now);
    const lengths = Array.from({ length: 9 }, () => {
      rests.begin(due);
      const from = now;
      while (rests.isResting(due)) now += 500;
      return now - from;
    });
    expect(lengths).to.deep.equal([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  });

  it('does not rest when another timer is due', () => {
    const rests = createRests(() => 0);
    rests.begin(due);
    expect(rests.isResting(due)).to.equal(true);
    expect(rests.isResting({ ...due, dueAt: instant('2024-03-01T09:11:00Z') })).to.equal(false);
  });
});
