import { expect } from 'chai';
import { eventDefinitions } from '../aggregates/index.js';
import { streamName } from '../../domain/kernel/ids.js';
import { createCodec } from '../../domain/kernel/codec.js';
import { city, smallCity, type City } from '../../test/commands/city.js';
import { memoryCheckpoints, memoryParking } from '../../test/commands/memory-ports.js';
import { citizen, clerk, importer, silent } from '../../test/commands/workbench.js';
import { mirrorLink } from './mirror-link.js';
import { createReactions } from './runner.js';

const acting = { id: 'ed', kind: 'staff', roles: ['electrician'] } as const;
const staff = { ...clerk, actor: acting, authority: city };
const forAnn = { ...staff, actor: { ...acting, onBehalfOf: 'ann' } };

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

  const nowhere = { kind: 'appeal-of', case: '000000000' };

  it('are both there, also for a new one', async () => {
    const made = await linkedCity();
    const a = await submit(made);
    const linked = await made.do('case link', a, { link: nowhere }, { caller: staff });
    const body = { type: 'pole', answers: { poles: 1 }, links: [nowhere] };
    const target = `${city}/street-light`;
    const submitted = await made.do('case submit', target, body, { caller: forAnn });
    const found = [linked, submitted].map((one) => (one.ok ? undefined : one.error));
    expect(found.map((error) => error?.code)).to.deep.equal(Array(2).fill('case.link-nowhere'));
    expect(found.map((error) => error?.pointer)).to.deep.equal(['/link/case', '/links/0/case']);
  });

  it('are those that one may know of', async () => {
    const made = await linkedCity();
    const [a, b] = [await submit(made), await submit(made)];
    const hide = { confidentiality: 'confidential', reason: 'Asked for' };
    await made.must('case reclassify', b, hide, { caller: staff });
    const link = { kind: 'duplicate-of', case: b };
    const refused = await made.do('case link', a, { link }, { caller: staff });
    expect(refused).to.have.nested.property('error.code', 'case.link-nowhere');
  });

  it('of which an import brings one alone leave nothing for an operator', async () => {
    const made = await linkedCity();
    const a = await submit(made);
    const brought = { caller: { ...importer, authority: city }, origin: 'import' } as const;
    await made.must('case link', a, { link: nowhere }, brought);
    await made.settle();
    expect(await made.parking.list(9)).to.deep.equal([]);
  });
});
