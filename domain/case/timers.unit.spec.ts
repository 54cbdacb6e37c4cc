import { expect } from 'chai';
import { calendarSchema } from '../kernel/calendar/index.js';
import { referenceView } from '../reference/reference-view.js';
import {
  act,
  complaint,
  dispatcher,
  fixer,
  setOf,
  submit,
  submitted,
  timer,
  townSets,
  weekdays,
  type CaseStory,
} from '../../test/given/case.js';
import type { Draft } from '../../test/samples/complaint.js';

const fay = { kind: 'person', id: 'fay' };
const assign = act('assign', { assignee: fay });

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

describe('a timer starts', () => {
  const cases = [
    {
      title: 'on submission',
      starts: { on: 'submission' },
      dueAt: '2026-01-10T10:00:00.000Z',
      startedIn: 'new',
    },
    {
      title: 'on an action',
      starts: { on: 'action', action: 'assign' },
      dueAt: '2026-01-10T12:00:00.000Z',
      startedIn: 'assigned',
    },
    {
      title: 'on entering a state',
      starts: { on: 'state', state: 'assigned' },
      dueAt: '2026-01-10T12:00:00.000Z',
      startedIn: 'assigned',
    },
    {
      title: 'on a date that a rule gives, at its midnight',
      starts: { on: 'action', action: 'assign', at: 'answers.seen' },
      dueAt: '2026-01-06T00:00:00.000Z',
      startedIn: 'assigned',
    },
    {
      title: 'on a timestamp that a rule gives',
      starts: { on: 'state', state: 'assigned', at: '"2026-01-02T05:00:00+05:00"' },
      dueAt: '2026-01-07T00:00:00.000Z',
      startedIn: 'assigned',
    },
  ];
  for (const { title, starts, dueAt, startedIn } of cases)
    it(title, () => {
      const story = withTimer({ starts })
        .when(submit({ answers: { text: 'x', seen: '2026-01-01' } }))
        .at('2026-01-05T12:00:00Z')
        .as(dispatcher)
        .when(assign);
      expect(timer(story, 'extra')).to.deep.include({ status: 'running', dueAt, startedIn });
    });

  it('only on a date', () => {
    const starts = { on: 'action', action: 'assign', at: 'answers.text' };
    const story = withTimer({ starts }).as(dispatcher);
    const when = (text: string) => story.when(submit({ answers: { text } })).when(assign);
    for (const text of ['soon', '2026-02-30', '1726-01-01', '2026-01-01T25:00:00Z'])
      when(text).thenRejected('case.timer-date');
    when('2026-01-01').then({ type: 'case.acted.v1' }, { type: 'case.assigned.v1' });
  });

  it('by law on the date of receipt, otherwise when it was entered', () => {
    const received = submit({ receivedOn: '2026-01-02' });
    const starts = { on: 'submission' };
    const begun = (kind: string) => due(withTimer({ starts, kind }).as(dispatcher).when(received));
    expect(begun('statutory')).to.equal('2026-01-07T00:00:00.000Z');
    expect(begun('published')).to.equal('2026-01-10T10:00:00.000Z');
  });

  it('anew when it starts again', () => {
    const starts = { on: 'action', action: 'note' };
    const twice = assigned(withTimer({ starts }))
      .when(act('note'))
      .at('2026-01-07T12:00:00Z')
      .when(act('note'));
    expect(due(twice)).to.equal('2026-01-12T12:00:00.000Z');
    expect(submitted(twice).timers.filter(({ name }) => name === 'extra')).to.have.length(1);
  });

  it('by an action with the due time that comes along', () => {
    const starts = { on: 'action', action: 'note' };
    const note = act('note', { due: { extra: '2026-03-01T00:00:00Z' } });
    expect(due(assigned(withTimer({ starts, length: 'given' })).when(note))).to.equal(
      '2026-03-01T00:00:00.000Z',
    );
  });

  it('with the limit of the type where it has one though others must be given', () => {
    const limited = withTimer({ starts: { on: 'submission' }, length: 'given' }, (draft) => {
      (draft.types as object[]).push({
        code: 'pole',
        title: { en: 'Pole' },
        limits: { extra: { months: 1 } },
      });
    });
    expect(due(limited.when(submit({ type: 'pole' })))).to.equal('2026-02-05T10:00:00.000Z');
  });
});

describe('the length of a timer', () => {
  const starts = { on: 'submission' };
  const cases = [
    { length: { elapsed: 90_000 }, end: 'exact', dueAt: '2026-01-05T10:01:30.000Z' },
    { length: { calendarDays: 5 }, end: 'end-of-day', dueAt: '2026-01-10T23:59:59.999Z' },
    { length: { calendarDays: 5 }, end: 'next-working-day', dueAt: '2026-01-12T10:00:00.000Z' },
    { length: { workingDays: 5 }, end: 'exact', dueAt: '2026-01-12T10:00:00.000Z' },
    { length: { workingDays: 5 }, end: 'end-of-working-day', dueAt: '2026-01-12T17:00:00.000Z' },
    { length: { workingHours: 10 }, end: 'exact', dueAt: '2026-01-06T12:00:00.000Z' },
    { length: { months: 1 }, end: 'start-of-day', dueAt: '2026-02-05T00:00:00.000Z' },
  ];
  for (const { length, end, dueAt } of cases)
    it(`of ${JSON.stringify(length)} with its end ${end} is due ${dueAt}`, () => {
      expect(due(withTimer({ starts, length, end }).when(submit()))).to.equal(dueAt);
    });

  it('is reckoned in the zone and with the holidays of the calendar in force on the day', () => {
    const hours = [['10:00', '18:00']];
    const sets = townSets.filter(({ set }) => set.kind !== 'calendar');
    const holiday = { date: '2026-01-06', name: { en: 'Holiday' } };
    const kolkata = calendarSchema.parse({
      zone: 'Asia/Kolkata',
      week: { monday: hours, tuesday: hours, wednesday: hours, thursday: hours, friday: hours },
      holidays: { dates: [holiday] },
    });
    const story = withTimer({ starts, length: { workingDays: 1 }, end: 'end-of-day' });
    const reference = referenceView(story.context.authority, [
      ...sets,
      setOf('calendar', 'office-hours', kolkata),
    ]);
    const late = story.with({ reference }).at('2026-01-05T20:00:00Z').when(submit());
    expect(submitted(late).header.openedOn).to.equal('2026-01-06');
    expect(due(late)).to.equal('2026-01-07T18:29:59.999Z');
  });

  it('takes the calendar that begins with the local day, though in UTC it is the day before', () => {
    const monthly = (from: string, zone: string) => ({
      ...setOf('calendar', 'office-hours', weekdays(zone)).set.entries[0],
      effectiveFrom: from,
    });
    const entries = [monthly('2026-01-05', 'Asia/Kolkata'), monthly('2026-01-06', 'Asia/Tokyo')];
    const set = { status: 'published', kind: 'calendar', set: 'office-hours', entries } as const;
    const story = complaint();
    const { authority } = story.context;
    const reference = referenceView(authority, [{ authority, set: set as never }]);
    const at = (now: string) => submitted(story.with({ reference }).at(now).when(submit()));
    expect(at('2026-01-04T20:00:00Z').header.openedOn).to.equal('2026-01-05');
    expect(at('2026-01-05T20:00:00Z').timers[0]?.dueAt).to.equal('2026-01-08T20:00:00.000Z');
    story
      .with({ reference })
      .at('2026-01-03T12:00:00Z')
      .when(submit())
      .thenRejected('case.calendar-missing');
  });
});
