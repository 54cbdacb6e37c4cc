export { addDays, daysBetween } from './civil.js';
export { addLength, endRules, endRuleSchema, lengthSchema, workingTimeBetween } from './length.js';
export type { EndRule, Length } from './length.js';
export { calendarSchema } from './schema.js';
export type { CalendarData, WorkingHours } from './schema.js';
export { compileCalendar, continuousCalendar } from './working-calendar.js';
export type { WorkingCalendar } from './working-calendar.js';
export { endOfDay, instantFromLocal, localDate, localDateTime, startOfDay } from './zone.js';
export { zoneSchema } from './zone.js';
