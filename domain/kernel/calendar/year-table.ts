import { closuresOf } from './holidays.js';
import { firstDayOf, toEpochDay, weekdayOf, type EpochDay } from './civil.js';
import { toMinutes, weekdays, type CalendarData, type WorkingHours } from './schema.js';
import type { ZoneClock } from './zone.js';

const minuteMilliseconds = 60_000;

/** Minutes of a local day, start and end in turn. */
type DayMinutes = readonly number[];

/** The working time of one local year, laid out for binary search. */
export interface YearTable {
  /** Start, end (epoch milliseconds), and working time of the year before the start, per interval. */
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  readonly before: Float64Array;
  readonly total: number;
  /** Days with working time, in order, and the index of the last interval of each. */
  readonly days: Int32Array;
  readonly lastOfDay: Int32Array;
}

/** What decides a day's hours, looked up by day. */
export interface DayRules {
  readonly week: readonly DayMinutes[];
  readonly holidays: ReadonlySet<EpochDay>;
  readonly exceptions: ReadonlyMap<EpochDay, DayMinutes>;
}

const minutesOf = (hours: WorkingHours): DayMinutes =>
  hours.flatMap(([start, end]) => [toMinutes(start), toMinutes(end)]);

export function dayRulesOf({ week, holidays, exceptions }: CalendarData): DayRules {
  return {
    week: weekdays.map((weekday) => minutesOf(week[weekday] ?? [])),
    holidays: new Set(holidays.dates.map(({ date }) => toEpochDay(date))),
    exceptions: new Map(exceptions.map(({ date, hours }) => [toEpochDay(date), minutesOf(hours)])),
  };
}

/** Works out every working interval of a local year. */
export function buildYear(
  data: CalendarData,
  rules: DayRules,
  clock: ZoneClock,
  year: number,
): YearTable {
  const closures = new Map<EpochDay, number>();
  for (const { day, fromMinute } of data.holidays.rules.flatMap((rule) => closuresOf(rule, year)))
    closures.set(day, Math.min(fromMinute, closures.get(day) ?? Infinity));

  const layout = new Layout(clock);
  const end = firstDayOf(year + 1);
  for (let day = firstDayOf(year); day < end; day++)
    layout.add(day, minutesOn(day, rules, closures.get(day)));
  return layout.table();
}

function minutesOn(day: EpochDay, rules: DayRules, closedFrom = Infinity): DayMinutes {
  const exception = rules.exceptions.get(day);
  if (exception !== undefined) return exception;
  if (closedFrom === 0 || rules.holidays.has(day)) return [];
  return (rules.week[weekdayOf(day)] ?? []).map((minute) => Math.min(minute, closedFrom));
}

class Layout {
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #before: number[] = [];
  readonly #days: number[] = [];
  readonly #lastOfDay: number[] = [];
  #total = 0;

  constructor(private readonly clock: ZoneClock) {}

  add(day: EpochDay, minutes: DayMinutes): void {
    const count = this.#starts.length;
    for (let i = 0; i + 1 < minutes.length; i += 2)
      this.#interval(this.#moment(day, minutes[i]), this.#moment(day, minutes[i + 1]));
    if (this.#starts.length === count) return;
    this.#days.push(day);
    this.#lastOfDay.push(this.#starts.length - 1);
  }

  table(): YearTable {
    return {
      starts: Float64Array.from(this.#starts),
      ends: Float64Array.from(this.#ends),
      before: Float64Array.from(this.#before),
      total: this.#total,
      days: Int32Array.from(this.#days),
      lastOfDay: Int32Array.from(this.#lastOfDay),
    };
  }

  #moment(day: EpochDay, minute = 0): number {
    const local = (day * 1440 + minute) * minuteMilliseconds;
    return this.clock.fromLocalOrdered(local);
  }

  /** Hours cut by a holiday or skipped by a clock change may be empty; they are left out. */
  #interval(start: number, end: number): void {
    if (end <= start) return;
    this.#starts.push(start);
    this.#ends.push(end);
    this.#before.push(this.#total);
    this.#total += end - start;
  }
}
