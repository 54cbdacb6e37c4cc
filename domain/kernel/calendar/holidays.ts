import Holidays from 'date-holidays';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { dayMilliseconds, toEpochDay, type EpochDay } from './civil.js';
import type { PlainDate } from '../instant.js';

export const holidayKinds = ['public', 'bank', 'optional', 'school', 'observance'] as const;

/** Holidays by the rules of a country, state and region, worked out for each year when asked. */
export const holidayRuleSchema = z
  .strictObject({
    country: z.string().regex(/^[A-Z]{2}$/, 'must be a country (ISO 3166), like "IN"'),
    state: z.string().min(1).max(20).exactOptional(),
    region: z.string().min(1).max(20).exactOptional(),
    /** Kinds that close the office. */
    kinds: z
      .array(z.enum(holidayKinds))
      .min(1)
      .max(holidayKinds.length)
      .default(['public', 'bank']),
  })
  .refine(isKnownPlace, 'no holiday rules are known for this country, state and region');
export type HolidayRule = z.infer<typeof holidayRuleSchema>;

interface Place {
  readonly country: string;
  readonly state?: string;
  readonly region?: string;
}

/** A day that a holiday closes, from the minute it begins. */
export interface Closure {
  readonly day: EpochDay;
  readonly fromMinute: number;
}

const books = new LRUCache<string, Holidays>({ max: 50 });
const expanded = new LRUCache<string, readonly Closure[]>({ max: 2000 });

const placeKey = ({ country, state, region }: Place): string =>
  [country, state ?? '', region ?? ''].join('/');

function bookOf({ country, state, region }: Place): Holidays {
  const key = placeKey({ country, ...(state && { state }), ...(region && { region }) });
  const known = books.get(key);
  if (known !== undefined) return known;
  const book = new Holidays({ country, ...(state && { state }), ...(region && { region }) });
  books.set(key, book);
  return book;
}

function isKnownPlace({ country, state, region }: Place): boolean {
  const book = bookOf({ country });
  const has = (names: object | undefined, code: string): boolean =>
    names !== undefined && Object.hasOwn(names, code);
  if (!has(book.getCountries(), country)) return false;
  if (state === undefined) return region === undefined;
  if (!has(book.getStates(country), state)) return false;
  return region === undefined || has(book.getRegions(country, state), region);
}

/** Days closed in a year by a country's rules, those carried over from December included. */
export const closuresOf = (rule: HolidayRule, year: number): readonly Closure[] => [
  ...expand(rule, year - 1),
  ...expand(rule, year),
];

function expand(rule: HolidayRule, year: number): readonly Closure[] {
  const key = `${placeKey(rule)}/${rule.kinds.join()}/${year}`;
  const known = expanded.get(key);
  if (known !== undefined) return known;
  const closures = bookOf(rule)
    .getHolidays(year)
    .filter(({ type }) => rule.kinds.includes(type))
    .flatMap(({ date, start, end }) =>
      daysClosed(date, Math.round((end.getTime() - start.getTime()) / dayMilliseconds)),
    );
  expanded.set(key, closures);
  return closures;
}

/** A holiday of several days closes each; one that begins in the day (14:00) closes from then on. */
function daysClosed(begin: string, days: number): readonly Closure[] {
  const first = toEpochDay(begin.slice(0, 10) as PlainDate);
  const fromMinute = Number(begin.slice(11, 13)) * 60 + Number(begin.slice(14, 16));
  return Array.from({ length: Math.max(1, days) }, (_, index) => ({
    day: first + index,
    fromMinute: index === 0 ? fromMinute : 0,
  }));
}
