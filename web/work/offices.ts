import { localDate } from '../../domain/kernel/calendar/index.js';
import type { Visit } from '../base/visit.js';
import type { WebParts } from '../parts.js';

/** Titles of the city's offices by code. */
export async function officeTitles(
  { commands, city }: WebParts,
  visit: Visit,
): Promise<(code: string) => string> {
  const reference = await commands.catalogue.reference(city.authority, []);
  const on = localDate(visit.now, city.zone);
  return (code) => {
    const office = reference.office(code, on);
    return office === undefined ? code : visit.say(office.title);
  };
}

/** The office that the visitor works for, if any. */
export async function officeTitle(parts: WebParts, visit: Visit): Promise<string | undefined> {
  const { office } = visit.caller;
  return office === undefined ? undefined : (await officeTitles(parts, visit))(office);
}
