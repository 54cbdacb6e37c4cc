import { localDate } from '../../domain/kernel/calendar/index.js';
import type { SubmittedCase } from '../../domain/case/state.js';
import type { Assignee } from '../../domain/service/schema/index.js';
import type { Choice } from '../forms/field.js';
import type { Visit } from '../base/visit.js';
import type { WebParts } from '../parts.js';
import { personName } from '../words/people.js';

const most = 200;

const choice = (kind: Assignee['kind'], id: string, text: string): Choice => ({
  value: `${kind}:${id}`,
  answer: `${kind}:${id}`,
  text,
});

/**
 * Whom a case can be given to: the visitor, and the staff of its office; of all offices when it has none.
 *
 * @param role only who holds it, unless nobody does
 */
export async function assigneeChoices(
  parts: WebParts,
  visit: Visit,
  { header, office: of }: SubmittedCase,
  role?: string,
): Promise<readonly Choice[]> {
  const offer = await parts.commands.catalogue.offer(header.authority, header.service);
  const chosen = offer.version(header.version, header.definedBy);
  const on = localDate(visit.now, parts.city.zone);
  const offices = chosen.ok ? chosen.value.reference.offices(on) : [];
  const own = offices.filter(({ code }) => of === null || code === of);
  const holders = own.flatMap(({ staff = {} }) => (role === undefined ? [] : (staff[role] ?? [])));
  const everybody = own.flatMap(({ staff = {}, head }) => [
    ...(head === undefined ? [] : [head]),
    ...Object.values(staff).flat(),
  ]);
  const ids = new Set(holders.length === 0 ? everybody : holders);
  const { actor } = visit.caller;
  const may = actor.kind === 'staff' && (holders.length === 0 || ids.has(actor.id));
  const me = may ? [choice('person', actor.id, visit.t('assign.me'))] : [];
  const others = [...ids]
    .filter((id) => id !== actor.id)
    .slice(0, most)
    .map((id) => choice('person', id, nameAndPost(parts, visit, id)));
  return [...me, ...others];
}

function nameAndPost(parts: WebParts, visit: Visit, id: string): string {
  const name = personName(parts, visit, id);
  const post =
    parts.people?.(id)?.post ??
    parts.sample?.personas.find(({ caller }) => caller.actor.id === id)?.post;
  return post === undefined ? name : `${name}, ${visit.say(post)}`;
}

/** `person:clerk-1` as the command names it; undefined when it is no such thing. */
export function assigneeIn(value: string): Assignee | undefined {
  const match = /^(person|office|post|vendor):(.{1,120})$/.exec(value);
  const [, kind, id] = match ?? [];
  return kind === undefined || id === undefined
    ? undefined
    : { kind: kind as Assignee['kind'], id };
}
