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

const fay = { kind: 'person', id: 'fay' };
const reclassify = (changes: object) => command('reclassify', { reason: 'Misfiled', ...changes });
/** A lamp of Monday, assigned at noon. */
const lamp = (story = complaint()): CaseStory =>
  story
    .when(submit())
    .at('2026-01-05T12:00:00Z')
    .as(dispatcher)
    .when(act('assign', { assignee: fay }));

describe('reclassifying a case', () => {
  it('says what was changed from what, and why', () => {
    const place = { role: 'site', areas: ['north'] };
    const changed = lamp().when(
      reclassify({ priority: 'urgent', confidentiality: 'confidential', places: [place] }),
    );
    changed.then({
      type: 'case.reclassified.v1',
      data: {
        priority: { before: 'normal', after: 'urgent' },
        confidentiality: { before: 'normal', after: 'confidential' },
        places: { before: [], after: [place] },
        reason: 'Misfiled',
        timers: [],
      },
    });
    expect(submitted(changed)).to.deep.include({
      priority: 'urgent',
      confidentiality: 'confidential',
      places: [place],
    });
  });

  it('as it is filed already changes nothing', () => {
    lamp()
      .when(reclassify({ type: 'lamp', priority: 'normal', office: 'helpdesk', places: [] }))
      .thenNothing();
  });

  it('to another type brings its limits, from where they had counted, and its office', () => {
    const dogs = lamp().when(reclassify({ type: 'dogs' }));
    dogs.then(
      {
        type: 'case.reclassified.v1',
        data: {
          type: { before: 'lamp', after: 'dogs' },
          office: { before: 'helpdesk', after: 'animals' },
          timers: [
            {
              change: 'moved',
              timer: 'repair',
              standard: true,
              dueAt: '2026-01-06T10:00:00.000Z',
              source: 'type',
            },
          ],
        },
      },
      { type: 'case.assigned.v1', rule: null, data: { before: fay, after: null } },
    );
    dogs.when(reclassify({ type: 'lamp', office: 'animals' })).then({
      type: 'case.reclassified.v1',
      data: { timers: [{ dueAt: '2026-01-08T10:00:00.000Z', source: 'service' }] },
    });
  });

  it('to a type with the same limits leaves them', () => {
    lamp()
      .when(reclassify({ type: 'cats', office: 'helpdesk' }))
      .then({ type: 'case.reclassified.v1', data: { timers: [] } });
  });

  it('keeps the time for which a limit stood still', () => {
    const back = lamp()
      .as(fixer)
      .when(act('ask', { comment: '?' }))
      .at('2026-01-06T12:00:00Z')
      .as(asha)
      .when(act('answer'));
    expect(timer(back, 'repair')?.dueAt).to.equal('2026-01-09T10:00:00.000Z');
    const dogs = back.as(dispatcher).when(reclassify({ type: 'dogs' }));
    expect(timer(dogs, 'repair')?.dueAt).to.equal('2026-01-07T10:00:00.000Z');
  });

  it('keeps a limit standing still', () => {
    const waiting = lamp()
      .as(fixer)
      .when(act('ask', { comment: '?' }))
      .at('2026-01-20T12:00:00Z');
    const early = waiting.at('2026-01-06T12:00:00Z').as(dispatcher);
    const dogs = early.when(reclassify({ type: 'dogs' }));
    dogs.then(
      {
        type: 'case.reclassified.v1',
        data: {
          timers: [
            { change: 'moved', timer: 'repair', dueAt: '2026-01-07T10:00:00.000Z' },
            { change: 'paused', timer: 'repair', left: 6 * 3_600_000, working: true },
          ],
        },
      },
      { type: 'case.assigned.v1' },
    );
    expect(timer(dogs, 'repair')?.status).to.equal('paused');
  });

  it('counts elapsed time for calendar limits', () => {
    const calendar = complaint((draft) => {
      draft.workflow.timers[0]!.length = { calendarDays: 9 };
      const [animals] = draft.types as { children: { limits?: object }[] }[];
      animals!.children[1]!.limits = { repair: { calendarDays: 2 } };
    });
    const back = lamp(calendar)
      .as(fixer)
      .when(act('ask', { comment: '?' }))
      .at('2026-01-05T15:00:00Z')
      .as(asha)
      .when(act('answer'));
    const cats = back.as(dispatcher).when(reclassify({ type: 'cats' }));
    expect(timer(cats, 'repair')?.dueAt).to.equal('2026-01-07T13:00:00.000Z');
  });

  it('leaves what was set by hand, and what has passed', () => {
    const moved = lamp().when(
      command('extend', { timer: 'repair', dueAt: '2026-01-30T10:00:00Z', reason: 'x' }),
    );
    expect(timer(moved.when(reclassify({ type: 'dogs' })), 'repair')?.dueAt).to.equal(
      '2026-01-30T10:00:00.000Z',
    );
    const passed = lamp()
      .at('2026-01-09T10:00:00Z')
      .when(reclassify({ type: 'dogs' }));
    expect(timer(passed, 'repair')?.status).to.equal('passed');
  });

  it('that sends it to another office assigns it by the rule of its state', () => {
    const ruled = complaint((draft) => {
      draft.assignment = [{ states: ['assigned'], strategy: 'least-loaded', role: 'fixer' }];
    });
    lamp(ruled)
      .when(reclassify({ office: 'animals' }))
      .then(
        { type: 'case.reclassified.v1', rule: null },
        {
          type: 'case.assigned.v1',
          rule: 'assignment/assigned',
          data: { after: { kind: 'person', id: 'dot' } },
        },
      );
  });

  const refused = [
    { title: 'needs a leaf of the tree of types', body: { type: 'animals' }, code: 'type-unknown' },
    { title: 'needs an office that there is', body: { office: 'nowhere' }, code: 'office-unknown' },
    {
      title: 'needs areas that there are',
      body: { places: [{ role: 'site', areas: ['nowhere'] }] },
      code: 'area-unknown',
    },
  ];
  for (const { title, body, code } of refused)
    it(title, () => {
      lamp().when(reclassify(body)).thenRejected(`case.${code}`);
    });

  it('is for staff, on cases that are not closed', () => {
    lamp()
      .as(asha)
      .when(reclassify({ priority: 'urgent' }))
      .thenRejected('case.not-permitted');
    lamp()
      .when(act('reject', { comment: 'No' }))
      .when(reclassify({ priority: 'urgent' }))
      .thenRejected('case.closed');
  });
});
