import { addLength, type WorkingCalendar } from '../../domain/kernel/calendar/index.js';
import {
  epochMilliseconds,
  fromEpochMilliseconds,
  type Instant,
} from '../../domain/kernel/instant.js';
import type { Random } from './random.js';

const hour = 3_600_000;
const day = 24 * hour;
const second = 1000;

/** How the days of the sample city go: from `begin` to `end`, in its calendar. */
export interface Lifetime {
  readonly calendar: WorkingCalendar;
  /** Services are published; the first case comes later. */
  readonly begin: Instant;
  /** The present when the city was made. */
  readonly end: Instant;
}

/** Before the oldest case: its fines are older than its complaints. */
export const lifetimeDays = 100;

export const lifetimeOf = (calendar: WorkingCalendar, end: Instant): Lifetime => ({
  calendar,
  begin: earlier(end, lifetimeDays),
  end,
});

export const earlier = (at: Instant, days: number): Instant =>
  fromEpochMilliseconds(epochMilliseconds(at) - Math.round(days * day));

export const later = (at: Instant, hours: number): Instant =>
  fromEpochMilliseconds(epochMilliseconds(at) + Math.round(hours * hour));

/** So much working time later. */
export const workLater = ({ calendar }: Lifetime, at: Instant, hours: number): Instant =>
  addLength(at, { workingHours: Math.max(hours, 0.02) }, calendar, 'exact');

const wakes = 7;
const sleeps = 22;

/** People who live here write between seven and ten; what falls into the night waits for the morning. */
export function awake({ calendar: { clock } }: Lifetime, at: Instant, random: Random): Instant {
  const moment = epochMilliseconds(at);
  const dayOf = clock.dayOf(moment);
  const hours = (clock.toLocal(moment) - dayOf * day) / hour;
  if (hours >= wakes && hours < sleeps) return at;
  const morning = hours < wakes ? dayOf : dayOf + 1;
  return fromEpochMilliseconds(
    clock.fromLocal(morning * day + wakes * hour) + random.whole(1, 9000) * second,
  );
}

/** Some moment of the last so many days, when a resident is awake. */
export const someMoment = (life: Lifetime, random: Random, days: number): Instant =>
  awake(life, later(earlier(life.end, days), random.between(0, days * 24 - 1)), random);

/** Some moment of the last so many days, in working time. */
export const someWorkingMoment = (life: Lifetime, random: Random, days: number): Instant =>
  workLater(life, someMoment(life, random, days), random.between(0.02, 3));

const mostDaysBack = 14;

/** The latest of the moments, one a day and some working time after the same time of day, that has come. */
export function lately(life: Lifetime, hours: number): Instant {
  const latest = later(life.end, -1);
  for (let days = 1; days < mostDaysBack; days += 1) {
    const moment = workLater(life, earlier(life.end, days), hours);
    if (moment < latest) return moment;
  }
  return earlier(life.end, mostDaysBack);
}
