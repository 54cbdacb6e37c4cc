import { expect } from 'chai';
import type { HistoryStep } from '../../../projections/history/model.js';
import type { Caller } from '../../../commands/dispatch.js';
import { riverton, someone } from '../city.js';
import { onCase, type Person, type Story } from './story.js';
import type { CaseReply } from '../client.js';

const paper = (kind: string) => ({
  kind,
  name: `${kind}.pdf`,
  mediaType: 'application/pdf',
  size: 90_000,
  sha256: 'cd'.repeat(32),
});

const application = {
  authority: riverton,
  service: 'building-permit',
  parties: [{ role: 'owner', kind: 'person', name: 'Omar', phone: '+91 98 0000 0001' }],
  answers: {
    plot_number: '12/4',
    plot_area: 200,
    work: 'new',
    use: 'home',
    built_area: 120,
    floors: 2,
    height: 7.5,
    owner_address: 'Mill Lane 7',
  },
  documents: [paper('ownership-proof')],
};

const permitStaff = (id: string, role: string, office = 'planning') =>
  someone('staff', id, [role], { office });

/** A building permit: two parties, fees, clearances in parallel, reviewed documents. */
export function aPermitIsGranted(story: () => Story): void {
  let reference = '';
  const ask = async (who: Person | Caller, operation: string, body: object, rest = {}) =>
    (await story().as(who)).must(operation, { params: { reference, ...rest }, body });
  const act = (who: Person | Caller, action: string, body: object = {}) =>
    ask(who, 'act', { action, ...body });
  const permit = async () =>
    (await story().as('auditor')).must<CaseReply>('getCase', onCase(reference));

  it('takes an application with its documents', async () => {
    const architect = await story().as('architect');
    reference = (await architect.must('submitCase', { body: application })).reference;
    const made = await permit();
    expect(made.parties.map(({ role, person }) => [role, person])).to.deep.equal([
      ['owner', undefined],
      ['architect', 'archi'],
    ]);
    expect(made).to.include({ documents: 1, currency: 'INR' });
    expect(made.personalAnswers).to.deep.equal({ owner_address: `${reference}.p1` });
  });

  it('lets a clerk act for a party without an account', async () => {
    await act('architect', 'send-to-owner');
    const clerk: Caller = {
      ...someone('staff', 'gita.rao', ['counter-clerk'], { office: 'call-centre' }),
      actor: {
        ...{ id: 'gita.rao', kind: 'staff', roles: ['counter-clerk'] },
        onBehalfOf: `${reference}.p1`,
      },
    };
    await act(clerk, 'approve-as-owner');
    expect((await permit()).state.code).to.equal('to-hand-in');
  });

  it('sets a fee by rule, and takes its payment', async () => {
    const documents = [paper('site-plan'), paper('building-plan')];
    await act('architect', 'hand-in', { documents });
    expect((await permit()).amounts).to.deep.equal({ application_fee: 60_000 });
    await act('bank', 'pay-application', { input: { amount: 60_000, method: 'online' } });
    expect(await permit()).to.deep.include({
      amounts: { application_fee: 60_000, application_paid: 60_000 },
      state: { code: 'checking', kind: 'normal' },
    });
  });

  it('reviews a document', async () => {
    const verifier = permitStaff('veena', 'permit-verifier');
    const review = { verdict: 'accepted' };
    await ask(verifier, 'reviewDocument', review, { document: 'd3' });
    const { steps } = await (
      await story().as('auditor')
    ).must<{ steps: readonly HistoryStep[] }>('getCaseHistory', onCase(reference));
    expect(steps.at(-1)).to.deep.include({ documents: ['d3'], verdict: 'accepted' });
    await act(verifier, 'forward');
  });

  it('opens tasks for two offices, and goes on when both are done', async () => {
    const input = { visited_on: '2026-03-03', conforms: true };
    const inspector = permitStaff('indra', 'permit-inspector');
    await act(inspector, 'finish-inspection', { comment: 'As applied for', input });
    const open = ['clearances/fire_clearance', 'clearances/water_clearance'];
    expect((await permit()).openTasks).to.have.members(open);
    const complete = (who: Caller, task: string) =>
      ask(who, 'completeTask', { comment: 'Fine' }, { group: 'clearances', task });
    await complete(permitStaff('fatima', 'fire-verifier', 'fire'), 'fire_clearance');
    expect((await permit()).openTasks).to.deep.equal(open.slice(1));
    await complete(permitStaff('wasim', 'water-verifier', 'water'), 'water_clearance');
    expect(await permit()).to.deep.include({
      openTasks: [],
      state: { code: 'decision', kind: 'normal' },
    });
  });

  it('ends with a decision', async () => {
    await act(permitStaff('prem', 'permit-approver'), 'approve');
    await act('bank', 'pay-permit', { input: { amount: 300_000, method: 'card' } });
    expect(await permit()).to.deep.include({
      status: 'closed',
      outcome: 'granted',
      onTime: true,
      state: { code: 'permitted', kind: 'end' },
    });
  });
}
