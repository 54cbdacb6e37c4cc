import { expect } from 'chai';
import { authority } from '../kernel/authority.js';
import type { PlainDate } from '../kernel/instant.js';
import { referenceValues, referenceView, type AuthoritySet, type ReferenceKind } from './index.js';

const date = (text: string) => text as PlainDate;
const on = date('2026-06-15');

const set = (
  of: string,
  name: string,
  kind: ReferenceKind,
  entries: Readonly<Record<string, unknown>>,
): AuthoritySet => ({
  authority: authority(of),
  set: {
    status: 'published',
    set: name,
    kind,
    entries: Object.entries(entries).map(([effectiveFrom, value]) => ({
      effectiveFrom: date(effectiveFrom),
      value: referenceValues[kind].parse(value),
    })),
  } as AuthoritySet['set'],
});

const fees = (value: number) => ({
  currency: 'INR',
  inputs: [
    { name: 'size', type: 'text' },
    { name: 'year', type: 'number' },
  ],
  rows: [{ key: ['small', 2026], value }],
});
const offices = (...codes: readonly string[]) => ({
  offices: codes.map((code) => ({ code, title: { en: code } })),
});
const hours = (zone: string) => ({ zone, week: { monday: [['09:00', '17:00']] } });
const key = { year: 2026, size: 'small' };

const city = authority('pb.amritsar');

describe('reference view', () => {
  it('answers from the entry in force on the date', () => {
    const view = referenceView(city, [
      set('pb', 'fees', 'tariff', { '2025-01-01': fees(100), '2026-06-15': fees(120) }),
    ]);
    expect(view.tariff('fees', date('2026-06-14'), key)).to.deep.equal({
      value: 100,
      effectiveFrom: '2025-01-01',
    });
    expect(view.tariff('fees', on, key)?.value).to.equal(120);
    expect(view.tariff('fees', date('2024-12-31'), key)).to.equal(undefined);
  });

  it('says which entry has no row for a key', () => {
    const view = referenceView(city, [set('pb', 'fees', 'tariff', { '2025-01-01': fees(100) })]);
    const answer = { effectiveFrom: '2025-01-01' };
    expect(view.tariff('fees', on, { size: 'large', year: 2026 })).to.deep.equal(answer);
    expect(view.tariff('fees', on, { size: 'small' })).to.deep.equal(answer);
  });

  it('takes a number and its digits for the same key', () => {
    const view = referenceView(city, [set('pb', 'fees', 'tariff', { '2025-01-01': fees(100) })]);
    expect(view.tariff('fees', on, { size: 'small', year: '2026' })?.value).to.equal(100);
  });

  it('prefers the narrower authority, and falls back where it has nothing in force yet', () => {
    const sets = [
      set('pb', 'hours', 'calendar', { '2020-01-01': hours('Asia/Kolkata') }),
      set('pb.amritsar', 'hours', 'calendar', { '2026-01-01': hours('Europe/Rome') }),
    ];
    const view = referenceView(city, sets);
    expect(view.calendar('hours', on)?.zone).to.equal('Europe/Rome');
    expect(view.calendar('hours', date('2025-12-31'))?.zone).to.equal('Asia/Kolkata');
    expect(referenceView(authority('pb'), sets).calendar('hours', on)?.zone).to.equal(
      'Asia/Kolkata',
    );
  });

  it('leaves out authorities beside its own', () => {
    const view = referenceView(city, [
      set('pb.amritsar2', 'fees', 'tariff', { '2025-01-01': fees(1) }),
      set('pb.amritsar.north', 'offices', 'offices', { '2025-01-01': offices('a') }),
    ]);
    expect(view.tariff('fees', on, key)).to.equal(undefined);
    expect(view.offices(on)).to.deep.equal([]);
  });

  it('lists offices and areas of all sets above it, each once', () => {
    const view = referenceView(city, [
      set('pb', 'state-offices', 'offices', { '2020-01-01': offices('board', 'roads') }),
      set('pb.amritsar', 'city-offices', 'offices', { '2025-01-01': offices('roads', 'health') }),
      set('pb', 'map', 'areas', {
        '2020-01-01': { areas: [{ code: '7', title: { en: 'Ward 7' } }] },
      }),
    ]);
    expect(view.offices(on).map(({ code }) => code)).to.have.members(['board', 'roads', 'health']);
    expect(view.office('health', date('2024-01-01'))).to.equal(undefined);
    expect(view.area('7', on)?.title).to.deep.equal({ en: 'Ward 7' });
    expect(view.areas(on)).to.have.length(1);
  });

  it('gives the titles of a code list', () => {
    const codes = [{ code: 'web', title: { en: 'Website' } }];
    const view = referenceView(city, [
      set('pb', 'channels', 'code-list', { '2020-01-01': { codes } }),
    ]);
    expect(view.codes('channels', on)?.get('web')).to.deep.equal({ en: 'Website' });
    expect(view.codes('roles', on)).to.equal(undefined);
  });
});
