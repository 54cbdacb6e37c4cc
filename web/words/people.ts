import type { Party } from '../../domain/case/header.js';
import type { Assignee } from '../../domain/service/schema/index.js';
import type { WebParts } from '../parts.js';
import type { Visit } from '../base/visit.js';
import type { ServiceWords } from './service-words.js';

type Known = Pick<WebParts, 'people' | 'sample'>;

/** `ritu.malhotra` → `Ritu Malhotra` */
const spelledOut = (id: string): string =>
  id.replaceAll(
    /(^|[._-])(\p{L})/gu,
    (_, gap: string, letter: string) => (gap === '' ? '' : ' ') + letter.toUpperCase(),
  );

/** Name of a member of staff, a post or anyone else known by an id; the id, readable, where there is no name. */
export function personName({ people, sample }: Known, visit: Visit, id: string): string {
  const name =
    people?.(id)?.name ?? sample?.personas.find(({ caller }) => caller.actor.id === id)?.name;
  return name === undefined ? spelledOut(id) : visit.say(name);
}

/** Name of a party as it was given; of an account whose name is known, in the visitor's language. */
export function partyName(
  { people }: Known,
  visit: Visit,
  { name, person = '' }: Pick<Party, 'name' | 'person'>,
): string | undefined {
  const known = people?.(person)?.name;
  return known !== undefined && name !== undefined && Object.values(known).includes(name)
    ? visit.say(known)
    : name;
}

/** Whom a case is with, in words. */
export function assigneeName(
  parts: Known,
  visit: Visit,
  assignee: Assignee,
  words: Pick<ServiceWords, 'office'>,
): string {
  return assignee.kind === 'office'
    ? words.office(assignee.id)
    : personName(parts, visit, assignee.id);
}
