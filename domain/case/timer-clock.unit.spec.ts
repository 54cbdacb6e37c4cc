import { expect } from 'chai';
import {
  act,
  asha,
  command,
  complaint,
  dispatcher,
  fixer,
  submit,
  submitted,
  timer,
  type CaseStory,
} from '../../test/given/case.js';
import type { Draft } from '../../test/samples/complaint.js';

const fay = { kind: 'person', id: 'fay' };
const assign = act('assign', { assignee: fay });
const ask = act('ask', { comment: '?' });

/** The complaint with one more timer, that only counts. */
const withTimer = (more: object, change?: (draft: Draft) => void): CaseStory =>
  complaint((draft) => {
    draft.workflow.timers.push({
      name: 'extra',
      title: { en: 'Extra' },
      kind: 'internal',
      length: { calendarDays: 5 },
      ...more,
    });
    change?.(draft);
  });

/** Assigned on Monday at noon. */
const assigned = (story: CaseStory): CaseStory =>
  story.when(submit()).at('2026-01-05T12:00:00Z').as(dispatcher).when(assign).as(fixer);
const due = (story: CaseStory, name = 'extra'): string | undefined => timer(story, name)?.dueAt;

describe('a stopped clock', () => {
  it('pauses timers with what was left of them, in working time for working limits', () => {
    assigned(complaint())
      .at('2026-01-06T12:00:00Z')
      .when(ask)
      .then({
        type: 'case.acted.v1',
        data: {
          timers: [
            { change: 'paused', timer: 'repair', left: 14 * 3_600_000, working: true },
            { change: 'started', timer: 'patience' },
          ],
        },
      });
  });

  const back = (story: CaseStory, at: string) =>
    story.at('2026-01-06T12:00:00Z').when(ask).as(asha).at(at).when(act('answer'));

  it('lets them run on with what was left', () => {
    back(assigned(complaint()), '2026-01-12T09:00:00Z').then({
      type: 'case.acted.v1',
      data: {
        timers: [
          {
            change: 'resumed',
            timer: 'repair',
            dueAt: '2026-01-13T15:00:00.000Z',
            source: 'service',
          },
          { change: 'ended', timer: 'patience', by: 'leaving' },
        ],
      },
    });
  });

  it('counts elapsed time for calendar limits, and keeps the end of the day', () => {
    const extra = withTimer({ starts: { on: 'submission' }, end: 'end-of-day' });
    expect(due(back(assigned(extra), '2026-01-08T20:00:00Z'))).to.equal('2026-01-13T23:59:59.999Z');
  });

  it('resumes a given due time to the millisecond', () => {
    const given = withTimer({ starts: { on: 'submission' }, length: 'given', end: 'end-of-day' })
      .as(dispatcher)
      .when(submit({ due: { extra: '2026-01-10T00:00:00Z' } }))
      .when(assign)
      .when(command('link', { link: { kind: 'child', case: 'X' } }))
      .as(fixer)
      .when(ask)
      .with({ origin: 'import' })
      .at('2026-01-05T11:00:00Z')
      .when(act('answer'));
    expect(due(given)).to.equal('2026-01-10T01:00:00.000Z');
  });

  it('leaves timers alone that do not pause', () => {
    const extra = withTimer({ starts: { on: 'submission' }, pauses: false });
    expect(due(back(assigned(extra), '2026-01-08T20:00:00Z'))).to.equal('2026-01-10T10:00:00.000Z');
  });

  it('begins timers paused', () => {
    const extra = withTimer({ starts: { on: 'state', state: 'waiting' } });
    assigned(extra)
      .when(ask)
      .then({
        type: 'case.acted.v1',
        data: {
          timers: [
            { change: 'paused', timer: 'repair' },
            { change: 'started', timer: 'patience' },
            { change: 'started', timer: 'extra' },
            { change: 'paused', timer: 'extra', left: 5 * 86_400_000, working: false },
          ],
        },
      });
  });

  it('counts no working time', () => {
    const answered = back(assigned(complaint()), '2026-01-12T09:00:00Z');
    answered.then({ type: 'case.acted.v1', data: { workingTime: 0 } });
    expect(submitted(answered).workingTime).to.equal(10 * 3_600_000);
  });
});
