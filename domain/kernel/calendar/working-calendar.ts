import { LRUCache } from 'lru-cache';
import { yearOf, type EpochDay } from './civil.js';
import { calendarSchema, weekdays, type CalendarData } from './schema.js';
import { buildYear, dayRulesOf, type DayRules, type YearTable } from './year-table.js';
import { zoneClock, type ZoneClock } from './zone.js';

const maxYearsKept = 64;
const lastYear = 9999;

/** Index of the first element for which `isAfter` holds, in a list where it holds from some point on. */
function firstWhere(length: number, isAfter: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isAfter(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

const at = (list: Int32Array | Float64Array, index: number): number => list[index] ?? NaN;

/** A calendar ready for reckoning: working time by local year, worked out when first needed. */
export class WorkingCalendar {
  readonly clock: ZoneClock;
  readonly #rules: DayRules;
  readonly #years = new LRUCache<number, YearTable>({ max: maxYearsKept });

  constructor(private readonly data: CalendarData) {
    this.clock = zoneClock(data.zone);
    this.#rules = dayRulesOf(data);
  }

  get zone(): string {
    return this.clock.id;
  }

  /** Working milliseconds between two moments, in order. */
  between(from: number, to: number): number {
    const first = this.#yearAt(from);
    const last = this.#yearAt(to);
    let sum = -this.#workedBefore(first, from);
    for (let year = first; year < last; year++) sum += this.#year(year).total;
    return sum + this.#workedBefore(last, to);
  }

  /** The moment at which `work` milliseconds of working time have passed since `from`. */
  after(from: number, work: number): number {
    if (work <= 0) return from;
    let year = this.#yearAt(from);
    let left = work + this.#workedBefore(year, from);
    for (; left > this.#year(year).total; year++) left -= this.#year(year).total;
    const { starts, before } = this.#year(year);
    const index = firstWhere(before.length, (i) => at(before, i) >= left) - 1;
    return at(starts, index) + left - at(before, index);
  }

  isWorkingDay(day: EpochDay): boolean {
    const { days } = this.#year(yearOf(day));
    return (
      at(
        days,
        firstWhere(days.length, (i) => at(days, i) >= day),
      ) === day
    );
  }

  /** The n-th working day after a day; the day itself when n is 0. */
  workingDayAfter(day: EpochDay, n: number): EpochDay {
    if (n === 0) return day;
    let year = yearOf(day);
    const { days } = this.#year(year);
    let index = firstWhere(days.length, (i) => at(days, i) > day) + n - 1;
    for (; index >= this.#year(year).days.length; year++) index -= this.#year(year).days.length;
    return at(this.#year(year).days, index);
  }

  /** The first end of a working day at or after a moment. */
  closingAtOrAfter(moment: number): number {
    for (let year = this.#yearAt(moment); ; year++) {
      const { ends, lastOfDay } = this.#year(year);
      const closing = (index: number): number => at(ends, at(lastOfDay, index));
      const index = firstWhere(lastOfDay.length, (i) => closing(i) >= moment);
      if (index < lastOfDay.length) return closing(index);
    }
  }

  #yearAt(moment: number): number {
    return yearOf(this.clock.dayOf(moment));
  }

  /** Working time of a year up to a moment in it. */
  #workedBefore(year: number, moment: number): number {
    const { starts, ends, before } = this.#year(year);
    const index = firstWhere(starts.length, (i) => at(starts, i) > moment) - 1;
    if (index < 0) return 0;
    return at(before, index) + Math.min(moment, at(ends, index)) - at(starts, index);
  }

  #year(year: number): YearTable {
    const known = this.#years.get(year);
    if (known !== undefined) return known;
    if (year < 0 || year > lastYear) throw new RangeError(`Out of range: year ${year}`);
    const table = buildYear(this.data, this.#rules, this.clock, year);
    this.#years.set(year, table);
    return table;
  }
}

const compiled = new WeakMap<CalendarData, WorkingCalendar>();

/** Prepares a calendar for reckoning; the same data object is prepared once. */
export function compileCalendar(data: CalendarData): WorkingCalendar {
  const known = compiled.get(data);
  if (known !== undefined) return known;
  const calendar = new WorkingCalendar(data);
  compiled.set(data, calendar);
  return calendar;
}

const everyDay = [['00:00', '24:00']];
const continuous = new LRUCache<string, WorkingCalendar>({ max: 600 });

/**
 * A calendar in which all time is working time: for services that declare none.
 *
 * @throws RangeError when the zone is in no time zone database.
 */
export function continuousCalendar(zone: string): WorkingCalendar {
  const { id } = zoneClock(zone);
  const known = continuous.get(id);
  if (known !== undefined) return known;
  const calendar = compileCalendar(
    calendarSchema.parse({
      zone: id,
      week: Object.fromEntries(weekdays.map((weekday) => [weekday, everyDay])),
    }),
  );
  continuous.set(id, calendar);
  return calendar;
}
