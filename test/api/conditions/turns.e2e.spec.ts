import { expect } from 'chai';
import { streamName } from '../../../domain/kernel/ids.js';
import { openApiCity, type ApiCity } from '../city.js';
import { definitionOf, furnish, publishService } from '../riverton.js';
import { asha, complaint, officer } from './town.js';
import type { CaseReply } from '../client.js';

/** A complaint whose field workers take turns. */
const inTurn = () => {
  const definition = definitionOf('complaint');
  const rules = definition['assignment'] as readonly { readonly role: string }[];
  return {
    ...definition,
    assignment: rules.map((rule) =>
      rule.role === 'field-worker' ? { ...rule, strategy: 'round-robin' } : rule,
    ),
  };
};
const workers = ['balu.yadav', 'dinesh.kumar', 'salma.khatun'];

const events = async ({ system }: ApiCity, stream: string, type: string) =>
  (await system.reads.stream(streamName(stream))).filter((event) => event.type === type);

describe('cases that are given out by turns', () => {
  let city: ApiCity;
  before(async () => {
    city = await openApiCity();
    await publishService(await furnish(city, []), inTurn());
  });
  after(() => city.close());

  /** A case submitted and sent on to the workers of its office. */
  const given = async (type: string): Promise<CaseReply> => {
    const clerk = await city.as(officer);
    const citizen = await city.as(asha);
    const { reference } = await citizen.must('submitCase', { body: complaint({ type }) });
    const params = { reference };
    await clerk.must('act', { params, body: { action: 'assign' } });
    return clerk.must<CaseReply>('getCase', { params });
  };
  const workerOf = async (type: string): Promise<number> =>
    workers.indexOf((await given(type)).assignee?.id ?? '');

  it('go to one after the other, round and round', async () => {
    const first = await workerOf('pothole');
    expect(first).to.be.at.least(0);
    for (const turn of [1, 2, 3, 4])
      expect(await workerOf('pothole')).to.equal((first + turn) % workers.length);
  });

  it('leave the turns of another office alone', async () => {
    const before = await workerOf('pothole');
    expect((await given('light-not-working')).assignee?.id).not.to.be.oneOf(workers);
    expect(await workerOf('pothole')).to.equal((before + 1) % workers.length);
  });

  it('record whose turn it was before, for whoever decides again', async () => {
    const before = await given('pothole');
    const after = await given('pothole');
    const [assigned] = await events(city, `case-${after.reference}`, 'case.assigned.v1');
    expect(assigned?.data).to.deep.include({
      after: after.assignee,
      basis: { strategy: 'round-robin', turn: 'roads/field-worker', last: before.assignee?.id },
    });
  });
});
