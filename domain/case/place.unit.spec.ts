import { authority } from '../kernel/authority.js';
import { instant, type PlainDate } from '../kernel/instant.js';
import { referenceView } from '../reference/reference-view.js';
import { complaint, dispatcher, setOf, submit, weekdays } from '../../test/given/case.js';

const staffActor = { id: 'import', kind: 'system', roles: [] } as const;

describe('submitting a case to a service that needs a place', () => {
  const placed = (place: 'required' | 'none') =>
    complaint((draft) => {
      draft.place = place;
    });
  const at = (place: object) => submit({ places: [{ role: 'matter', ...place }] });

  it('is refused without one, and with one that says nothing', () => {
    const story = placed('required');
    for (const command of [submit(), at({}), at({ areas: [] })])
      story.when(command).thenRejected('case.place-required', { pointer: '/places' });
  });

  it('takes an address, an area or a point', () => {
    for (const place of [
      { address: '12 Station Road' },
      { areas: ['north'] },
      { geometry: { type: 'Point', coordinates: [77.4, 22.6] } },
    ])
      placed('required').when(at(place)).then({ type: 'case.submitted.v1' });
  });

  it('takes areas that there are, unless history had others, or none are published', () => {
    const story = placed('required');
    const nowhere = at({ areas: ['north', 'nowhere'] });
    story.when(nowhere).thenRejected('case.area-unknown', { pointer: '/places/0/areas/1' });
    const sets = [setOf('calendar', 'office-hours', weekdays('Asia/Kolkata'))];
    const reference = referenceView(authority('demo.riverton'), sets);
    for (const free of [
      story
        .with({ origin: 'import', actor: staffActor })
        .when(submit({ start: 'report', places: [{ role: 'matter', areas: ['nowhere'] }] })),
      story.with({ reference }).when(nowhere),
    ])
      free.then({ type: 'case.submitted.v1' });
  });

  it('takes history as it was', () => {
    const imported = placed('required').with({ origin: 'import', actor: staffActor });
    imported.when(submit({ start: 'report' })).then({ type: 'case.submitted.v1' });
  });

  it('is refused with one where there can be none', () => {
    placed('none')
      .when(at({ areas: ['ward-4'] }))
      .thenRejected('case.place-not-taken');
  });
});

describe('an office named for a case', () => {
  it('is one that is there on the local date', () => {
    const offices = setOf('offices', 'offices', {
      offices: [{ code: 'night', title: { en: 'N' } }],
    });
    const opened = offices.set as { readonly entries: readonly object[] };
    const entries = [{ ...opened.entries[0], effectiveFrom: '2026-01-06' as PlainDate }];
    const zone = setOf('calendar', 'office-hours', weekdays('Asia/Kolkata'));
    const sets = [zone, { ...offices, set: { ...opened, entries } as never }];
    const reference = referenceView(authority('demo.riverton'), sets);
    const at = (now: string) =>
      complaint()
        .as(dispatcher)
        .with({ reference, now: instant(now) })
        .when(submit({ office: 'night' }));
    at('2026-01-05T18:29:00Z').thenRejected('case.office-unknown', { pointer: '/office' });
    // One minute past midnight in Kolkata.
    at('2026-01-05T18:31:00Z').then({ type: 'case.submitted.v1' });
  });
});
