import { contains, type Authority } from '../kernel/authority.js';
import { compileCalendar, type WorkingCalendar } from '../kernel/calendar/index.js';
import type { PlainDate } from '../kernel/instant.js';
import type { Text } from '../kernel/text.js';
import { entryOn, type PublishedSet, type ReferenceEntry } from './state.js';
import { tariffKey, type ReferenceKind, type ReferenceValue, type Tariff } from './values.js';
import type { Area, Office, ReferenceView } from './view.js';

/** A set with the authority that published it. */
export interface AuthoritySet {
  readonly authority: Authority;
  readonly set: PublishedSet;
}

/** Works out something of a value once, however many views share it. */
function once<V extends object, T>(work: (value: V) => T): (value: V) => T {
  const known = new WeakMap<V, T>();
  return (value) => {
    const result = known.get(value) ?? work(value);
    known.set(value, result);
    return result;
  };
}

const rowsOf = once(
  ({ rows }: Tariff) => new Map(rows.map(({ key, value }) => [tariffKey(key), value])),
);
const titlesOf = once(
  ({ codes }: ReferenceValue<'code-list'>): ReadonlyMap<string, Text> =>
    new Map(codes.map(({ code, title }) => [code, title])),
);
const isKind =
  <K extends ReferenceKind>(kind: K) =>
  (set: PublishedSet): set is Extract<PublishedSet, { kind: K }> =>
    set.kind === kind;

interface SetOf<K extends ReferenceKind> {
  readonly set: string;
  readonly entries: readonly ReferenceEntry<K>[];
}

/** Sets by name; of several with one name the first that has an entry in force answers. */
function named<K extends ReferenceKind>(sets: readonly SetOf<K>[]) {
  const groups = new Map<string, readonly SetOf<K>[]>();
  for (const set of sets) groups.set(set.set, [...(groups.get(set.set) ?? []), set]);
  return (code: string, on: PlainDate): ReferenceEntry<K> | undefined => {
    for (const { entries } of groups.get(code) ?? []) {
      const entry = entryOn(entries, on);
      if (entry !== undefined) return entry;
    }
    return undefined;
  };
}

/** All that sets of a kind hold on a date; of several with one code the first wins. */
function collected<K extends ReferenceKind, T extends { readonly code: string }>(
  sets: readonly SetOf<K>[],
  listOf: (value: ReferenceEntry<K>['value']) => readonly T[],
): (on: PlainDate) => ReadonlyMap<string, T> {
  const known = new Map<string, ReadonlyMap<string, T>>();
  return (on) => {
    const entries = sets.flatMap(({ entries }) => entryOn(entries, on) ?? []);
    const key = entries.map(({ effectiveFrom }) => effectiveFrom).join();
    const result =
      known.get(key) ??
      new Map(
        entries.toReversed().flatMap(({ value }) => listOf(value).map((item) => [item.code, item])),
      );
    known.set(key, result);
    return result;
  };
}

/**
 * What an authority sees of the reference data: its own sets, then those of the ones above it.
 * A set of its own that has no entry in force on a date leaves the question to the next above.
 *
 * @param sets of any authorities; those outside of the lineage are left out
 */
export function referenceView(
  of: Authority,
  sets: readonly AuthoritySet[],
): ReferenceView<WorkingCalendar> {
  const seen = sets
    .filter(({ authority }) => contains(authority, of))
    .sort((a, b) => b.authority.length - a.authority.length)
    .map(({ set }) => set);
  const calendars = named(seen.filter(isKind('calendar')));
  const tariffs = named(seen.filter(isKind('tariff')));
  const lists = named(seen.filter(isKind('code-list')));
  const offices = collected(
    seen.filter(isKind('offices')),
    (value): readonly Office[] => value.offices,
  );
  const areas = collected(seen.filter(isKind('areas')), (value): readonly Area[] => value.areas);
  return {
    calendar: (code, on) => {
      const entry = calendars(code, on);
      return entry && compileCalendar(entry.value);
    },
    tariff: (code, on, key) => {
      const entry = tariffs(code, on);
      if (entry === undefined) return undefined;
      const value = rowsOf(entry.value).get(keyOf(entry.value, key));
      return { effectiveFrom: entry.effectiveFrom, ...(value !== undefined && { value }) };
    },
    codes: (list, on) => {
      const entry = lists(list, on);
      return entry && titlesOf(entry.value);
    },
    office: (code, on) => offices(on).get(code),
    area: (code, on) => areas(on).get(code),
    offices: (on) => [...offices(on).values()],
    areas: (on) => [...areas(on).values()],
  };
}

const keyOf = ({ inputs }: Tariff, key: Readonly<Record<string, string | number>>): string =>
  tariffKey(inputs.map(({ name }) => key[name] ?? ''));
