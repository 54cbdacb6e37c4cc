import { epochMilliseconds, instant, type Instant } from '../../../domain/kernel/instant.js';
import { instantFromLocal, localDate } from '../../../domain/kernel/calendar/index.js';
import type { Json } from '../../../domain/kernel/json.js';
import type { TimeFormat } from './schema.js';
import type { ColumnTemplate, Conversion } from './template.js';

export interface TimeReading {
  readonly zone: string;
  readonly format: TimeFormat;
}

const withOffset = /[Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}:\d{2})$/;
const slashed =
  /^(?<first>\d{1,2})[/.-](?<second>\d{1,2})[/.-](?<year>\d{4})(?:[ T](?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<seconds>\d{2}))?(?: ?(?<half>[AaPp])[Mm])?)?$/;

const two = (part: string | number | undefined): string => String(part ?? 0).padStart(2, '0');

function hourOf(hour: string | undefined, half: string | undefined): number {
  const shown = Number(hour ?? 0);
  if (half === undefined) return shown;
  return (shown % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

/** `31/03/2018 2:05 PM` → `2018-03-31T14:05:00`. */
function isoFromSlashed(text: string, monthFirst: boolean): string {
  const parts = slashed.exec(text)?.groups;
  if (parts === undefined)
    throw new RangeError(`Not a date like ${monthFirst ? '03/31/2018' : '31/03/2018'}: ${text}`);
  const { first, second, year, hour, minute, seconds, half } = parts;
  const [month, day] = monthFirst ? [first, second] : [second, first];
  const time = [hourOf(hour, half), minute, seconds].map(two).join(':');
  return `${year ?? ''}-${two(month)}-${two(day)}T${time}`;
}

function fromEpoch(text: string, unit: number): Instant {
  if (!/^-?\d{1,15}$/.test(text))
    throw new RangeError(`Not a number of seconds since 1970: ${text}`);
  return instant(new Date(Number(text) * unit).toISOString());
}

/** @throws RangeError when the text is no time of the reading's format. */
export function readTime(text: string, { zone, format }: TimeReading): Instant {
  switch (format) {
    case 'iso':
      return withOffset.test(text) ? instant(text) : instantFromLocal(text, zone);
    case 'dmy':
    case 'mdy':
      return instantFromLocal(isoFromSlashed(text, format === 'mdy'), zone);
    case 'epoch-seconds':
      return fromEpoch(text, 1000);
    case 'epoch-milliseconds':
      return fromEpoch(text, 1);
  }
}

const mostTimes = 20_000;

/** Reads times as milliseconds since 1970, each text once: the times of a log repeat. */
export function createTimeReader(reading: TimeReading): (text: string) => number {
  const known = new Map<string, number>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const at = epochMilliseconds(readTime(text, reading));
    if (known.size >= mostTimes) known.clear();
    known.set(text, at);
    return at;
  };
}

const words: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  y: true,
  '1': true,
  false: false,
  no: false,
  n: false,
  '0': false,
};

function toBoolean(text: string): boolean {
  const value = words[text.toLowerCase()];
  if (value === undefined) throw new RangeError(`Not true or false: ${text.slice(0, 80)}`);
  return value;
}

const plain = (text: string, decimalSign: '.' | ','): string =>
  decimalSign === '.' ? text.replaceAll(',', '') : text.replaceAll('.', '').replace(',', '.');

function toNumber(text: string, decimalSign: '.' | ','): number {
  const value = Number(plain(text, decimalSign));
  if (!Number.isFinite(value)) throw new RangeError(`Not a number: ${text.slice(0, 80)}`);
  return value;
}

function toInteger(text: string, decimalSign: '.' | ','): number {
  const value = toNumber(text, decimalSign);
  if (!Number.isSafeInteger(value))
    throw new RangeError(`Not a whole number: ${text.slice(0, 80)}`);
  return value;
}

/**
 * Digits only, so that no sum is off by a binary fraction.
 *
 * @throws RangeError for what is finer than the currency's minor unit.
 */
export function toMinorUnits(text: string, decimals: number, decimalSign: '.' | ',' = '.'): number {
  const [, sign, units, fraction = ''] =
    /^(-?)(\d{1,13})(?:\.(\d+))?$/.exec(plain(text, decimalSign)) ?? [];
  if (units === undefined) throw new RangeError(`Not an amount: ${text.slice(0, 80)}`);
  const kept = fraction.replace(/0+$/, '');
  if (kept.length > decimals)
    throw new RangeError(`Finer than the currency's ${decimals} decimals: ${text.slice(0, 80)}`);
  const value = Number(units + kept.padEnd(decimals, '0'));
  return sign === '-' && value !== 0 ? -value : value;
}

/** Letters, digits, `_` and `.` stay; every run of others becomes one `-`. */
export const toCode = (text: string): string =>
  text.replace(/[^A-Za-z0-9_.]+/g, '-').replace(/^-+|-+$/g, '');

type Convert = (text: string, template: ColumnTemplate, reading: TimeReading) => Json;

const converters: Readonly<Record<Conversion, Convert>> = {
  text: (text, { prefix }) => prefix + text,
  code: (text, { prefix }) => prefix + toCode(text),
  integer: (text, { decimalSign }) => toInteger(text, decimalSign),
  number: (text, { decimalSign }) => toNumber(text, decimalSign),
  boolean: toBoolean,
  'minor-units': (text, { decimals, decimalSign }) => toMinorUnits(text, decimals, decimalSign),
  date: (text, _, reading) => localDate(readTime(text, reading), reading.zone),
  instant: (text, _, reading) => readTime(text, reading),
};

/**
 * The value of a column's text as its template says; undefined for a blank one.
 *
 * @throws RangeError that says what was expected.
 */
export function convert(
  text: string | undefined,
  template: ColumnTemplate,
  reading: TimeReading,
): Json | undefined {
  const trimmed = text?.trim() ?? '';
  if (trimmed === '' || template.empty.includes(trimmed)) return undefined;
  if (template.map === undefined) return converters[template.as](trimmed, template, reading);
  const mapped = Object.hasOwn(template.map, trimmed) ? template.map[trimmed] : template.otherwise;
  if (mapped === undefined)
    throw new RangeError(`Not among the mapped values: ${trimmed.slice(0, 80)}`);
  return mapped;
}
