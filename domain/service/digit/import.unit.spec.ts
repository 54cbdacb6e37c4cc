import { expect } from 'chai';
import { codes, fileOf, files, notesOf, only, smallest } from '../../../test/samples/digit.js';
import { lintService } from '../lint/index.js';
import { importDigitWorkflow } from './index.js';

describe('import of DIGIT workflows', () => {
  for (const name of files)
    it(`makes a service of ${name} that could be published`, () => {
      const definition = only(importDigitWorkflow(fileOf(name)));
      const found = lintService(definition).filter(({ severity }) => severity === 'error');
      expect(found).to.deep.equal([]);
    });

  it('takes a list, master data or one service as well', () => {
    const service = smallest();
    for (const json of [service, [service], { tenantId: 'pb', BusinessService: [service] }])
      expect(only(importDigitWorkflow(json)).code).to.equal('tiny');
  });

  it('says so when there is no workflow in a file', () => {
    for (const json of [null, 'text', {}, { a: 1 }])
      expect(codes(importDigitWorkflow(json).errors)).to.deep.equal(['not-a-workflow']);
  });

  describe('of the complaints of PGR', () => {
    const result = importDigitWorkflow(fileOf('pgr.json'), { codes: { PGR: 'complaint' } });
    const definition = only(result);
    const stateOf = (code: string) => definition.workflow.states.find((item) => item.code === code);
    const actionOf = (code: string) =>
      definition.workflow.actions.find((item) => item.code === code);

    it('makes the actions of the entry ways to start', () => {
      expect(definition.start).to.deep.equal([
        {
          code: 'APPLY',
          title: { en: 'Apply' },
          by: { staff: ['CSR'], party: ['applicant'] },
          state: 'PENDINGFORASSIGNMENT',
        },
      ]);
    });

    it('takes ends that actions lead on from as resolved, and says so', () => {
      expect(stateOf('RESOLVED')).to.deep.include({ kind: 'resolved', outcome: 'settled' });
      expect(stateOf('REJECTED')).to.deep.include({ kind: 'resolved', outcome: 'refused' });
      expect(stateOf('CLOSEDAFTERREJECTION')).to.deep.include({ kind: 'end', outcome: 'refused' });
      expect(notesOf(result, 'terminal-with-actions')).to.deep.equal(['REJECTED', 'RESOLVED']);
    });

    it('leaves out states that nothing leads to', () => {
      expect(notesOf(result, 'unreachable-state')).to.deep.equal([
        'RESOLVEDBYSUPERVISOR',
        'CANCELLED',
      ]);
      expect(stateOf('CANCELLED')).to.equal(undefined);
    });

    it('makes one action of those that are the same everywhere', () => {
      expect(actionOf('COMMENT')).to.deep.include({ to: 'same', comment: 'required' });
      expect(actionOf('COMMENT')?.from).to.have.members([
        'PENDINGFORASSIGNMENT',
        'PENDINGFORREASSIGNMENT',
        'PENDINGATLME',
        'REJECTED',
        'RESOLVED',
      ]);
    });

    it('tells apart by state those that are not', () => {
      expect(actionOf('RATE.REJECTED')?.to).to.equal('CLOSEDAFTERREJECTION');
      expect(actionOf('RATE.RESOLVED')?.to).to.equal('CLOSEDAFTERRESOLUTION');
    });

    it('takes a rating as feedback', () => {
      expect(actionOf('RATE.RESOLVED')?.effects).to.deep.equal([{ effect: 'feedback' }]);
      expect(definition.feedback).to.deep.equal({ scale: 5, within: { calendarDays: 30 } });
    });

    it('keeps limits as elapsed time, the one of the whole as published standard', () => {
      const timers = new Map(definition.workflow.timers.map((timer) => [timer.name, timer]));
      expect(timers.get('standard')).to.deep.include({
        kind: 'published',
        length: { elapsed: 432_000_000 },
        pauses: false,
      });
      expect(definition.standard).to.equal('standard');
      expect(timers.get('limit.PENDINGATLME')).to.deep.include({
        kind: 'internal',
        starts: { on: 'state', state: 'PENDINGATLME' },
        length: { elapsed: 300_000 },
      });
      expect(timers.get('limit.PENDINGATLME')?.endedBy.leaving).to.be.true;
    });

    it('lets the timer of a state escalate where it has one, else an external system', () => {
      const timer = definition.workflow.timers.find(({ name }) => name === 'limit.PENDINGATLME');
      expect(timer?.passing).to.deep.equal([{ do: 'take', action: 'FORWARD' }]);
      expect(actionOf('FORWARD')?.by).to.deep.equal({ timer: true });
      expect(actionOf('ASSIGNEDBYAUTOESCALATION')?.by).to.deep.equal({
        external: ['AUTO_ESCALATE'],
      });
      expect(notesOf(result, 'second-escalation')).to.deep.equal(['PENDINGATLME/ESCALATE']);
    });

    it('keeps notifications by template, audience and channels', () => {
      expect(definition.notifications).to.deep.include.members([
        {
          code: 'citizen_registered',
          on: ['APPLY'],
          to: ['applicant'],
          channels: ['sms', 'chat', 'email'],
          body: { en: 'Citizen registered' },
        },
        {
          code: 'lme_assigned',
          on: ['ASSIGN.PENDINGFORASSIGNMENT'],
          to: ['assignee'],
          channels: ['sms', 'chat', 'email'],
          body: { en: 'LME assigned' },
        },
      ]);
    });

    it('has the code it is told, and reads its names', () => {
      expect(definition.code).to.equal('complaint');
      expect(stateOf('PENDINGATLME')?.title).to.deep.equal({ en: 'Pending at LME' });
      expect(stateOf('PENDINGFORASSIGNMENT')?.publicStatus).to.deep.equal({
        en: 'Pending for assignment',
      });
    });
  });

  it('takes what is approved and only cancelled or expired as resolved', () => {
    const definition = only(importDigitWorkflow(fileOf('newtl.json')));
    const kinds = definition.workflow.states.map(({ code, kind, outcome }) => [
      code,
      kind,
      outcome,
    ]);
    expect(kinds).to.deep.include.members([
      ['APPROVED', 'resolved', 'granted'],
      ['CANCELLED', 'end', 'annulled'],
      ['EXPIRED', 'end', 'lapsed'],
      ['CITIZENACTIONREQUIRED', 'normal', undefined],
      ['PENDINGPAYMENT', 'waiting', undefined],
    ]);
    expect(definition.workflow.actions.find(({ code }) => code === 'PAY')?.by).to.deep.equal({
      staff: ['TL_CEMP'],
      party: ['applicant'],
      payment: true,
    });
  });
});
