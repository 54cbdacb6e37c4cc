import { expect } from 'chai';
import type { Caller } from '../../../commands/dispatch.js';
import { authority } from '../../../domain/kernel/authority.js';
import { someone } from '../city.js';
import { asha, bala, complaint, officer, submitted, town } from './town.js';

const strangers: Caller = {
  ...someone('vendor', 'pipes', ['plumber']),
  authority: authority('other.town'),
};

describe('what one may not read, one may not change over HTTP', () => {
  const city = town();
  const statusOf = async (caller: Caller, operation: string, reference: string, body: object) =>
    (await (await city().as(caller)).call(operation, { params: { reference }, body })).status;

  for (const [operation, body] of [
    ['reclassify', { confidentiality: 'normal', reason: 'To read it' }],
    ['comment', { comment: 'Hm' }],
    ['assign', { assignee: null }],
  ] as const)
    it(`staff get 404 when they ${operation} a confidential case that is not their work`, async () => {
      const secret = await submitted(city(), bala, { confidentiality: 'confidential' });
      expect(await statusOf(officer, operation, secret, body)).to.equal(404);
    });

  it('a vendor of another authority does not work for a post of the same name', async () => {
    const reference = await submitted(city(), asha);
    const assignee = { kind: 'post', id: 'plumber' };
    const given = { action: 'assign', assignee, comment: 'Please' };
    await (await city().as(officer)).must('act', { params: { reference }, body: given });
    expect(await statusOf(strangers, 'comment', reference, { comment: 'Hm' })).to.equal(403);
    const own = someone('vendor', 'pipes', ['plumber']);
    expect(await statusOf(own, 'comment', reference, { comment: 'Hm' })).to.equal(201);
  });

  const cook = someone('staff', 'x', ['canteen-cook'], { office: 'kitchen' });
  for (const [operation, body] of [
    ['extend', { timer: 'standard', dueAt: '2026-12-01T00:00:00Z', reason: 'Later' }],
    ['assign', { assignee: null }],
    ['reclassify', { priority: 'low', reason: 'Not ours' }],
    ['comment', { comment: 'Hm' }],
  ] as const)
    it(`staff whose case it is not may not ${operation}`, async () => {
      const reference = await submitted(city(), asha);
      expect(await statusOf(cook, operation, reference, body)).to.equal(403);
    });

  it('a citizen links no case to a stranger’s by submitting it', async () => {
    const links = [{ kind: 'duplicate', case: await submitted(city(), bala) }];
    const client = await city().as(asha);
    const problem = await client.refused('submitCase', { body: complaint({ links }) });
    expect(problem).to.include({ code: 'case.reserved', pointer: '/links' });
  });
});
