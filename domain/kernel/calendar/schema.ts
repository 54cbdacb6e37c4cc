import { z } from 'zod';
import { plainDateSchema } from '../instant.js';
import { textSchema } from '../text.js';
import { holidayRuleSchema } from './holidays.js';
import { zoneSchema } from './zone.js';

const minutesPerHour = 60;
const minWeeklyMinutes = 60;

/** `09:30` → 570; `24:00` is the end of the day. */
export const toMinutes = (time: string): number =>
  Number(time.slice(0, 2)) * minutesPerHour + Number(time.slice(3));

const time = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time, like "09:30"');

/** Working hours of one day: pairs of start and end, in order, without overlap. */
export const workingHoursSchema = z
  .array(z.tuple([time, time]).readonly())
  .max(12)
  .refine(
    (pairs) =>
      pairs.every(
        ([start, end], index) =>
          toMinutes(start) < toMinutes(end) &&
          (index === 0 || toMinutes(pairs[index - 1]?.[1] ?? start) <= toMinutes(start)),
      ),
    'must be intervals in order, each ending after it starts, without overlap',
  )
  .readonly();
export type WorkingHours = z.infer<typeof workingHoursSchema>;

export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

const weekSchema = z
  .partialRecord(z.enum(weekdays), workingHoursSchema)
  .refine(
    (week) => weeklyMinutes(Object.values(week)) >= minWeeklyMinutes,
    'must have at least one hour of working time a week: a calendar without working time ends no period',
  );

const weeklyMinutes = (days: readonly WorkingHours[]): number =>
  days.flat().reduce((sum, [start, end]) => sum + toMinutes(end) - toMinutes(start), 0);

/**
 * A working-time calendar as reference data carries it.
 *
 * For one day: an exception decides, else a holiday closes it, else its weekday's hours hold.
 */
export const calendarSchema = z.strictObject({
  zone: zoneSchema,
  week: weekSchema,
  holidays: z
    .strictObject({
      dates: z
        .array(z.strictObject({ date: plainDateSchema, name: textSchema }))
        .max(2000)
        .default([]),
      rules: z.array(holidayRuleSchema).max(5).default([]),
    })
    .default({ dates: [], rules: [] }),
  /** Days with hours of their own: an extra working Saturday, a short day; none closes the day. */
  exceptions: z
    .array(
      z.strictObject({
        date: plainDateSchema,
        hours: workingHoursSchema,
        name: textSchema.exactOptional(),
      }),
    )
    .max(2000)
    .default([]),
});
export type CalendarData = z.infer<typeof calendarSchema>;
