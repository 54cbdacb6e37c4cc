import { expect } from 'chai';
import {
  act,
  asha,
  command,
  complaint,
  dispatcher,
  fixer,
  settle,
  submit,
  submitted,
  timer,
  type CaseStory,
} from '../../test/given/case.js';

const fay = { kind: 'person', id: 'fay' };
const mayor = { kind: 'person', id: 'mayor' };
const commissioner = { kind: 'post', id: 'commissioner' };
const byHand = command('escalate', { reason: 'Too slow' });
const assigned = (story = complaint(), body = {}): CaseStory =>
  story
    .when(submit(body))
    .as(dispatcher)
    .when(act('assign', { assignee: fay }))
    .as(fixer);

describe('escalation', () => {
  it('reaches level 1 when its timer passes, and the next ones after their time', () => {
    assigned()
      .at('2026-01-20T10:00:00Z')
      .when(settle)
      .then(
        { type: 'case.timer-passed.v1', at: '2026-01-08T10:00:00Z', data: { timer: 'repair' } },
        {
          type: 'case.escalated.v1',
          at: '2026-01-08T10:00:00Z',
          rule: 'escalation/1',
          data: {
            before: 0,
            after: 1,
            assignee: { before: fay, after: mayor },
            priority: { before: 'normal', after: 'high' },
            timers: [
              {
                change: 'started',
                timer: 'escalation.1',
                kind: 'internal',
                dueAt: '2026-01-12T10:00:00.000Z',
              },
            ],
          },
        },
        { type: 'case.timer-passed.v1', at: '2026-01-12T10:00:00Z', rule: 'timer/escalation.1' },
        {
          type: 'case.escalated.v1',
          rule: 'escalation/2',
          data: {
            before: 1,
            after: 2,
            assignee: { before: mayor, after: commissioner },
            priority: { before: 'high', after: 'high' },
            timers: [],
          },
        },
      );
  });

  it('goes to the head of the case’s office, and past one who has the case to the next above', () => {
    const dogs = assigned(complaint(), { type: 'dogs' }).when(byHand);
    expect(submitted(dogs).assignee).to.deep.equal({ kind: 'person', id: 'vet' });
    const vets = complaint((draft) => {
      (draft.escalation as { levels: object[] }).levels[1] = {
        after: { elapsed: 1 },
        to: { kind: 'supervisor' },
      };
    });
    const twice = assigned(vets, { type: 'dogs' }).when(byHand).when(byHand);
    expect(submitted(twice).assignee).to.deep.equal(mayor);
  });

  it('leaves the case with whom it is where nobody is above', () => {
    const nobody = assigned()
      .when(command('reclassify', { office: 'fire', reason: 'x' }))
      .when(byHand);
    expect(submitted(nobody).assignee).to.equal(null);
    expect(submitted(nobody).level).to.equal(1);
  });

  it('does not go past the last level', () => {
    assigned().when(byHand).when(byHand).when(byHand).thenRejected('case.escalation-exhausted', {
      message: 'The case is at the highest level of escalation, 2.',
    });
    assigned()
      .when(byHand)
      .when(byHand)
      .at('2026-01-20T10:00:00Z')
      .when(settle)
      .then({ type: 'case.timer-passed.v1', data: { timer: 'repair' } });
  });

  it('by hand says why, and replaces the timer to the level that it reaches', () => {
    const once = assigned().when(byHand);
    once.then({
      type: 'case.escalated.v1',
      rule: null,
      data: { reason: 'Too slow', timers: [{ change: 'started', timer: 'escalation.1' }] },
    });
    once.when(byHand).then({
      type: 'case.escalated.v1',
      data: { timers: [{ change: 'ended', timer: 'escalation.1', by: 'escalation' }] },
    });
  });

  it('stays at the level that it was taken to by hand when the timer passes that leads to level 1', () => {
    const byThen = assigned()
      .at('2026-01-07T12:00:00Z')
      .when(byHand)
      .at('2026-01-08T10:00:00Z')
      .when(settle);
    byThen.then({ type: 'case.timer-passed.v1', data: { timer: 'repair' } });
    expect(submitted(byThen).level).to.equal(1);
  });

  it('stands still with the clock', () => {
    const paused = assigned()
      .when(byHand)
      .when(act('ask', { comment: '?' }));
    expect(timer(paused, 'escalation.1')?.status).to.equal('paused');
    const asked = assigned()
      .when(act('ask', { comment: '?' }))
      .when(byHand);
    expect(timer(asked, 'escalation.1')).to.deep.include({ status: 'paused', working: true });
    const twice = asked.when(byHand);
    expect(timer(twice, 'escalation.1')).to.deep.include({ status: 'ended', by: 'escalation' });
  });

  it('ends with the timer that it hangs on', () => {
    const resolved = assigned()
      .when(byHand)
      .when(act('resolve', { input: { hours: 1 } }));
    expect(timer(resolved, 'escalation.1')).to.deep.include({ status: 'ended', by: 'resolution' });
    const ending = complaint((draft) => {
      draft.workflow.actions.at(-1)!.effects = [{ effect: 'end-timer', timer: 'repair' }];
    });
    const noted = assigned(ending).when(byHand).when(act('note'));
    expect(timer(noted, 'escalation.1')).to.deep.include({ status: 'ended', by: 'effect' });
  });

  it('begins anew on a reopened case', () => {
    const reopened = assigned()
      .when(byHand)
      .when(act('resolve', { input: { hours: 1 } }))
      .as(asha)
      .when(act('reopen'));
    expect(submitted(reopened).level).to.equal(0);
  });

  it('is for staff, on open cases of services that have it', () => {
    assigned().as(asha).when(byHand).thenRejected('case.not-permitted');
    assigned()
      .when(act('resolve', { input: { hours: 1 } }))
      .when(byHand)
      .thenRejected('case.not-open');
    assigned(complaint((draft) => delete draft.escalation))
      .when(byHand)
      .thenRejected('case.escalation-none');
  });

  it('happens once when its timer says so too, and by other timers where they say so', () => {
    const told = complaint((draft) => {
      draft.workflow.timers[0]!.passing = [{ do: 'escalate' }];
      draft.workflow.timers.push({
        name: 'extra',
        title: { en: 'Extra' },
        kind: 'internal',
        starts: { on: 'submission' },
        length: { calendarDays: 1 },
        passing: [{ do: 'escalate' }],
      });
    });
    const settled = assigned(told).at('2026-01-08T10:00:00Z').when(settle);
    settled.then(
      { type: 'case.timer-passed.v1', data: { timer: 'extra' } },
      { type: 'case.escalated.v1', data: { after: 1 } },
      { type: 'case.timer-passed.v1', data: { timer: 'escalation.1' } },
      { type: 'case.escalated.v1', data: { after: 2 } },
      { type: 'case.timer-passed.v1', data: { timer: 'repair' } },
    );
  });
});
