import type { Length } from '../../domain/kernel/calendar/index.js';

const hourMilliseconds = 3_600_000;
const daysPerWeek = 7;
const mostDigits = 4;

const units: Readonly<Record<string, (count: number) => Length>> = {
  hour: (count) => ({ elapsed: count * hourMilliseconds }),
  'working hour': (workingHours) => ({ workingHours }),
  day: (calendarDays) => ({ calendarDays }),
  'working day': (workingDays) => ({ workingDays }),
  week: (count) => ({ calendarDays: count * daysPerWeek }),
  month: (months) => ({ months }),
};

/** What `readLength` understands, for messages. */
export const lengthExamples = '"2 working days", "3 hours", "60 days", "1 week", "2 months"';

/**
 * Reads how long something lasts, as people say it.
 *
 * @returns undefined for anything else
 * @example readLength('2 working days')
 */
export function readLength(text: string): Length | undefined {
  const words = text.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  const [, count = '', unit = ''] = /^(\d+) ((?:working )?[a-z]+?)s?$/.exec(words) ?? [];
  const made = Object.hasOwn(units, unit) ? units[unit] : undefined;
  if (made === undefined || count.length > mostDigits || Number(count) === 0) return undefined;
  return made(Number(count));
}
