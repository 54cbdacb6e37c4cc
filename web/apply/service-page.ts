import type { Length } from '../../domain/service/schema/index.js';
import { page, redirect, type Answer } from '../base/answer.js';
import type { PageRoute } from '../base/serve.js';
import { one, type Visit } from '../base/visit.js';
import type { WebParts } from '../parts.js';
import { offered, type Offered } from './application.js';
import type { Drafts, DraftValues } from './drafts.js';
import { addressOf } from './journey.js';
import { askedParties } from './parties.js';
import { stepsOf } from './steps.js';

/** Units of a time limit; `hours` for one in milliseconds. */
export const lengthKeys = [
  'workingDays',
  'calendarDays',
  'workingHours',
  'months',
  'years',
  'hours',
] as const;
const hour = 3_600_000;

/** `5 working days` of a timer's length. */
function lengthWords({ t }: Visit, length: Length | 'given' | undefined): string | undefined {
  if (length === undefined || length === 'given') return undefined;
  const given: Readonly<Record<string, number>> = length;
  const key = lengthKeys.find((name) => given[name] !== undefined) ?? 'hours';
  const count = given[key] ?? Math.ceil((given.elapsed ?? 0) / hour);
  return t(`length.${key}${count === 1 ? '.one' : ''}`, { count });
}

function show(visit: Visit, offer: Offered): Answer {
  const { service, words, starts } = offer;
  const { definition } = service;
  const { description, standard, documents } = definition;
  return page('apply/service', words.title, {
    description: description && visit.say(description),
    open: starts.length > 0,
    limit: standard === undefined ? undefined : lengthWords(visit, service.timer(standard)?.length),
    documents: documents.map(({ title }) => visit.say(title)),
  });
}

/** What is known already of whoever applies for themselves. */
function firstValues(visit: Visit, offer: Offered): DraftValues {
  const { persona, caller } = visit;
  const own = askedParties(offer, {}).find((asked) => asked.own);
  if (persona === undefined || own === undefined || caller.actor.kind !== 'citizen') return {};
  return { [`party.${own.rule.role}.name`]: visit.say(persona.name) };
}

/** A service before one applies for it: what it is, how long it takes, what will be needed. */
export const servicePage = (parts: WebParts, drafts: Drafts): PageRoute => ({
  path: '/apply/:service',
  get: async (visit) => show(visit, await offered(parts, visit, one(visit.params, 'service'))),
  post: async (visit) => {
    const offer = await offered(parts, visit, one(visit.params, 'service'));
    if (offer.starts.length === 0) return show(visit, offer);
    const { code } = offer.service.definition;
    const draft = drafts.begin(visit.session.id, code, firstValues(visit, offer));
    const [first] = stepsOf(visit, offer, draft.values);
    return redirect(addressOf(draft, first?.id ?? 'check'));
  },
});
