import { expect } from 'chai';
import type { HistoryStep } from '../../../projections/history/model.js';
import type { Caller } from '../../../commands/dispatch.js';
import { someone } from '../city.js';
import { asha, auditor, bala, officer, submitted, town } from './town.js';
import type { CaseReply } from '../client.js';

const analyst = someone('staff', 'nandini.bose', ['analyst']);
const reader = someone('staff', 'rao', ['confidential_reader', 'complaints-officer']);
const elsewhere = { ...officer, authority: 'demo.elsewhere' as never };
const wider = { ...officer, authority: 'demo' as never };
const vendor = someone('vendor', 'acme');
const public_ = someone('public', 'somebody');

const counting = {
  body: { model: 'cases', measures: [{ as: 'n', op: 'count' }] },
};

describe('who sees what over HTTP', () => {
  const city = town();
  let open = '';
  let secret = '';
  const list = async (caller: Caller, query = {}) => {
    const client = await city().as(caller);
    const { items } = await client.must<{ items: CaseReply[] }>('listCases', { query });
    return items.map(({ reference }) => reference);
  };
  const statusOf = async (caller: Caller, reference: string) => {
    const client = await city().as(caller);
    const params = { reference };
    const answers = [
      await client.call('getCase', { params }),
      await client.call('getCaseHistory', { params }),
      await client.call('getCase', { params, query: { asOf: '2026-03-02T04:00:00Z' } }),
    ];
    expect(new Set(answers.map(({ status }) => status)).size).to.equal(1);
    return answers[0]!.status;
  };
  const count = async (caller: Caller) => {
    const client = await city().as(caller);
    return (await client.must<{ rows: { n: number }[] }>('query', counting)).rows[0]?.n;
  };

  before(async () => {
    open = await submitted(city(), asha);
    secret = await submitted(city(), bala, { confidentiality: 'confidential' });
    const client = await city().as(officer);
    const act = { action: 'assign', assignee: { kind: 'vendor', id: 'acme' }, comment: 'Please' };
    await client.must('act', { params: { reference: open }, body: act });
  });

  it('citizens see their own cases, and of others not even that they are there', async () => {
    expect(await list(asha)).to.deep.equal([open]);
    expect(await list(bala)).to.deep.equal([secret]);
    expect([await statusOf(asha, open), await statusOf(asha, secret)]).to.deep.equal([200, 404]);
    expect(await list(asha, { party: 'bala' }).catch(String)).to.include('http.hidden');
    const son = { ...bala, actor: { ...bala.actor, id: 'son', onBehalfOf: 'bala' } };
    expect(await list(son)).to.deep.equal([secret]);
  });

  it('citizens see nothing of what staff of the same id did', async () => {
    const twin = someone('citizen', officer.actor.id);
    const listed = async (caller: Caller) =>
      (await (await city().as(caller)).must<{ items: unknown[] }>('listEvents')).items.length;
    expect(await listed(officer)).to.be.above(0);
    expect(await listed(twin)).to.equal(0);
  });

  it('citizens see the outside of their case', async () => {
    const client = await city().as(asha);
    const view = await client.must<CaseReply>('getCase', { params: { reference: open } });
    const hidden = ['assignee', 'nextDueAt', 'escalation', 'openTasks', 'lastActionBy'];
    expect(view).not.to.have.any.keys(...hidden, 'position');
    const kinds = (
      await (
        await city().as(officer)
      ).must<CaseReply>('getCase', {
        params: { reference: open },
      })
    ).timers.map(({ kind }) => kind);
    expect(kinds).to.include('internal');
    expect(view.timers.map(({ kind }) => kind)).to.deep.equal(
      kinds.filter((kind) => kind !== 'internal'),
    );
    const { steps } = await client.must<{ steps: HistoryStep[] }>('getCaseHistory', {
      params: { reference: open },
    });
    expect(steps.map(({ activity, actor }) => [activity, actor.id])).to.deep.equal([
      ['submitted', 'asha'],
      ['assign', undefined],
    ]);
    expect(JSON.stringify(steps)).not.to.include('acme').and.not.to.include('ritu');
  });

  for (const [parameter, value] of [
    ['assignee', 'acme'],
    ['assigned', 'true'],
    ['party', 'bala'],
  ] as const)
    it(`citizens can not search by ${parameter}, which is hidden from them`, async () => {
      const client = await city().as(asha);
      const problem = await client.refused('listCases', { query: { [parameter]: value } });
      expect(problem).to.include({ status: 403, code: 'http.hidden' });
    });

  it('staff see no deadlines of confidential cases, confidential readers do', async () => {
    const due = async (caller: Caller) => {
      const client = await city().as(caller);
      const { items } = await client.must<{ items: CaseReply[] }>('listDeadlines', {});
      return items.map(({ reference }) => reference);
    };
    expect(await due(officer))
      .to.include(open)
      .and.not.to.include(secret);
    expect(await due(reader)).to.include.members([open, secret]);
    const named = async (caller: Caller) => {
      const filter = { field: 'reference', eq: secret };
      const body = { ...counting.body, model: 'deadlines', filter };
      const client = await city().as(caller);
      return (await client.must<{ rows: { n: number }[] }>('query', { body })).rows[0]?.n;
    };
    expect([await named(officer), await named(reader)]).to.deep.equal([0, 1]);
  });

  it('citizens see no queues, since who has what is hidden from them', async () => {
    const client = await city().as(asha);
    const problem = await client.refused('getQueue', { params: { office: 'roads' } });
    expect(problem).to.include({ status: 403, code: 'http.hidden' });
    expect(problem).not.to.have.any.keys('pointer', 'errors');
    expect(problem.detail).not.to.include('assignee');
  });

  it('staff see the queue of an office that there is, be it empty', async () => {
    const statusOfQueue = async (caller: Caller, office: string) =>
      (await (await city().as(caller)).call('getQueue', { params: { office } })).status;
    expect(await statusOfQueue(officer, 'roads')).to.equal(200);
    expect(await statusOfQueue(officer, 'water')).to.equal(200);
    expect(await statusOfQueue(officer, 'nope')).to.equal(404);
    // Nothing is published for these, so nobody knows.
    expect(await statusOfQueue(elsewhere, 'nope')).to.equal(200);
  });

  it('citizens, vendors and the public are told no figures over cases', async () => {
    for (const caller of [asha, vendor, public_]) {
      const client = await city().as(caller);
      for (const [operation, input] of [
        ['query', counting],
        ['getWorkload', {}],
      ] as const)
        expect(await client.refused(operation, input), operation).to.include({
          status: 403,
          code: 'http.no-figures',
        });
    }
  });

  it('vendors see what is theirs to do', async () => {
    expect(await list(vendor)).to.deep.equal([open]);
    expect(await list(someone('vendor', 'other'))).to.deep.equal([]);
    expect(await statusOf(vendor, secret)).to.equal(404);
  });

  it('staff see their authority and below, and nothing beside', async () => {
    expect(await list(officer)).to.deep.equal([open]);
    expect(await list(wider)).to.deep.equal([open]);
    expect(await list(elsewhere)).to.deep.equal([]);
    expect(await statusOf(elsewhere, open)).to.equal(404);
  });

  it('confidential cases are seen, counted and found by few', async () => {
    expect(await statusOf(officer, secret)).to.equal(404);
    expect(await list(officer, { text: secret })).to.deep.equal([]);
    expect(await count(officer)).to.equal(1);
    for (const caller of [reader, auditor]) {
      expect(await list(caller)).to.have.members([open, secret]);
      expect(await count(caller)).to.equal(2);
      expect(await statusOf(caller, secret)).to.equal(200);
    }
  });

  it('a confidential case is seen by whoever works on it', async () => {
    const client = await city().as(reader);
    const { office: _, ...rest } = officer;
    const body = { assignee: { kind: 'person', id: officer.actor.id } };
    await client.must('assign', { params: { reference: secret }, body });
    expect(await statusOf({ ...rest }, secret)).to.equal(200);
    await client.must('assign', { params: { reference: secret }, body: { assignee: null } });
    expect(await statusOf(officer, secret)).to.equal(404);
  });

  it('analysts see what happened, not to whom', async () => {
    const client = await city().as(analyst);
    const view = await client.must<CaseReply>('getCase', { params: { reference: open } });
    const personal = ['parties', 'partyIds', 'answers', 'places', 'words', 'lastActionBy'];
    expect(view).not.to.have.any.keys(...personal);
    expect(view.type).to.equal('pothole');
    const history = await client.call('getCaseHistory', { params: { reference: open } });
    expect(JSON.stringify(history.body)).not.to.include('asha').and.not.to.include('Please');
    for (const query of [{ party: 'asha' }, { text: 'knee' }])
      expect((await client.refused('listCases', { query })).code).to.equal('http.hidden');
  });

  it('events are for auditors, and for others what they did themselves', async () => {
    const by = async (caller: Caller) => {
      const client = await city().as(caller);
      const { items } = await client.must<{ items: { actor: { id?: string } }[] }>('listEvents');
      return [...new Set(items.map(({ actor }) => actor.id))];
    };
    expect(await by(asha)).to.deep.equal(['asha']);
    expect(await by(officer)).to.deep.equal([officer.actor.id]);
    expect(await by(auditor)).to.include.members(['asha', 'bala', 'kabir.sethi']);
    expect(await by(analyst)).to.deep.equal([undefined]);
    expect(await by(public_)).to.deep.equal([]);
  });

  it('the public sees services and how well they are kept', async () => {
    const client = await city().as(public_);
    const services = await client.must<{ items: object[] }>('listServices', {
      query: { authority: 'demo.riverton' },
    });
    expect(services.items).to.have.length(1);
    await client.must('getServiceLevels', { query: { by: 'service' } });
    expect(await list(public_)).to.deep.equal([]);
  });
});
