import { localDate, daysBetween } from '../../domain/kernel/calendar/index.js';
import type { Instant } from '../../domain/kernel/instant.js';
import type { Language, Say } from '../base/language.js';

const locales: Readonly<Record<Language, string>> = { en: 'en-GB', hi: 'hi-IN' };
/** Hindi names the part of the day, as in शाम 5:30; `am` and `pm` are English. */
const dayPeriods: Readonly<Record<Language, Intl.DateTimeFormatOptions>> = {
  en: {},
  hi: { dayPeriod: 'short' },
};
const minute = 60_000;
const hour = 60 * minute;

/** Dates, times and lengths as people say them, in one language and the city's zone. */
export interface Times {
  /** `4 March 2026` */
  readonly date: (at: Instant) => string;
  /** `5:30 pm` */
  readonly time: (at: Instant) => string;
  /** `4 March 2026, 5:30 pm` */
  readonly dateTime: (at: Instant) => string;
  /** `in 3 days`, `tomorrow`, `today, 5:30 pm`, `2 days ago` */
  readonly away: (at: Instant) => string;
  readonly isPast: (at: Instant) => boolean;
  /** Working time: `2 hours 5 minutes` */
  readonly length: (milliseconds: number) => string;
}

export interface TimesParts {
  readonly language: Language;
  readonly t: Say;
  readonly zone: string;
  readonly now: Instant;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: Language, zone: string, kind: 'date' | 'time'): Intl.DateTimeFormat {
  const key = `${language}/${zone}/${kind}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const shape: Intl.DateTimeFormatOptions =
    kind === 'date'
      ? { day: 'numeric', month: 'long', year: 'numeric' }
      : { hour: 'numeric', minute: '2-digit', hour12: true, ...dayPeriods[language] };
  const made = new Intl.DateTimeFormat(locales[language], { ...shape, timeZone: zone });
  formats.set(key, made);
  return made;
}

export function createTimes({ language, t, zone, now }: TimesParts): Times {
  const date = (at: Instant): string => format(language, zone, 'date').format(new Date(at));
  const time = (at: Instant): string => format(language, zone, 'time').format(new Date(at));
  return {
    date,
    time,
    dateTime: (at) => t('time.dateTime', { date: date(at), time: time(at) }),
    away: (at) => away({ t, zone, now }, at, time(at)),
    isPast: (at) => at < now,
    length: (milliseconds) => lengthWords(t, milliseconds),
  };
}

function away({ t, zone, now }: Omit<TimesParts, 'language'>, at: Instant, time: string): string {
  const days = daysBetween(localDate(now, zone), localDate(at, zone));
  if (days === 0) return t('time.today', { time });
  if (days === 1) return t('time.tomorrow', { time });
  if (days === -1) return t('time.yesterday', { time });
  return days > 0 ? t('time.inDays', { days }) : t('time.daysAgo', { days: -days });
}

function lengthWords(t: Say, milliseconds: number): string {
  const hours = Math.floor(milliseconds / hour);
  const minutes = Math.floor((milliseconds % hour) / minute);
  if (hours === 0) return t(minutes === 1 ? 'time.minute' : 'time.minutes', { minutes });
  const whole = t(hours === 1 ? 'time.hour' : 'time.hours', { hours });
  if (minutes === 0) return whole;
  return `${whole} ${t(minutes === 1 ? 'time.minute' : 'time.minutes', { minutes })}`;
}
