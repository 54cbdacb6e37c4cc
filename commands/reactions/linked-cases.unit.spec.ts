import { expect } from 'chai';
import { eventDefinitions } from '../aggregates/index.js';
import { streamName } from '../../domain/kernel/ids.js';
import { createCodec } from '../../domain/kernel/codec.js';
import { city, smallCity, type City } from '../../test/commands/city.js';
import { memoryCheckpoints, memoryParking } from '../../test/commands/memory-ports.js';
import { citizen, clerk, silent } from '../../test/commands/workbench.js';
import { mirrorLink } from './mirror-link.js';
import { createReactions } from './runner.js';

const staff = { ...clerk, authority: city };

async function linkedCity() {
  const made = await smallCity();
  const parking = memoryParking();
  const reactions = createReactions({
    ...made,
    reactions: [mirrorLink],
    codec: createCodec(eventDefinitions),
    checkpoints: memoryCheckpoints(),
    parking,
    logger: silent,
  });
  await reactions.start();
  let handled = '';
  /** Until nothing new comes of it. */
  const settle = async (): Promise<void> => {
    for (let head = await made.store.head(); head !== handled; head = await made.store.head()) {
      for await (const events of made.store.readAll())
        await reactions.handle({ events, next: events.at(-1)!.position, live: true });
      handled = head;
    }
  };
  return { ...made, parking, settle };
}

const submit = async (made: City): Promise<string> => {
  const parties = [{ role: 'reporter', kind: 'person', person: 'ann' }];
  const body = { type: 'pole', answers: { poles: 1 }, parties };
  const caller = { ...citizen('ann'), authority: city };
  const { stream } = await made.must('case submit', `${city}/street-light`, body, { caller });
  return stream.slice('case-'.length);
};

const linksOf = async (made: City, reference: string) => {
  const peeked = await made.peek(streamName(`case-${reference}`), { caller: staff });
  if (peeked?.ok !== true || peeked.value.state.status === 'none') throw new Error('not found');
  return peeked.value.state.links;
};

describe('linked cases', () => {
  it('know of each other, once, and forget each other together', async () => {
    const made = await linkedCity();
    const [a, b] = [await submit(made), await submit(made)];
    const link = { kind: 'duplicate-of', case: b };
    await made.must('case link', a, { link }, { caller: staff });
    await made.settle();
    expect(await linksOf(made, b)).to.deep.equal([{ kind: 'duplicate', case: a }]);
    expect(await linksOf(made, a)).to.deep.equal([link]);
    await made.must(
      'case unlink',
      b,
      { link: { kind: 'duplicate', case: a }, reason: 'no' },
      { caller: staff },
    );
    await made.settle();
    expect(await linksOf(made, a)).to.deep.equal([]);
    expect(await linksOf(made, b)).to.deep.equal([]);
    expect(await made.parking.list(9)).to.deep.equal([]);
  });

  it('linked from both sides at once need nothing more', async () => {
    const made = await linkedCity();
    const [a, b] = [await submit(made), await submit(made)];
    await made.must('case link', a, { link: { kind: 'child', case: b } }, { caller: staff });
    await made.must('case link', b, { link: { kind: 'parent', case: a } }, { caller: staff });
    await made.settle();
    expect(await linksOf(made, b)).to.deep.equal([{ kind: 'parent', case: a }]);
    expect(await made.parking.list(9)).to.deep.equal([]);
  });

  it('of which one is not there are parked for an operator', async () => {
    const made = await linkedCity();
    const a = await submit(made);
    const link = { kind: 'appeal-of', case: '000000000' };
    await made.must('case link', a, { link }, { caller: staff });
    await made.settle();
    expect((await made.parking.list(9))[0]?.cause.code).to.equal('case.unknown');
  });
});
