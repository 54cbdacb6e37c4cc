import { page, redirect, type Answer } from '../base/answer.js';
import type { PageRoute } from '../base/serve.js';
import { one, type Visit } from '../base/visit.js';
import type { WebParts } from '../parts.js';
import { offered, type Offered } from './application.js';
import type { Drafts, DraftValues } from './drafts.js';
import { addressOf } from './journey.js';
import { promise } from './promise.js';
import { askedParties } from './parties.js';
import { stepsOf } from './steps.js';

function show(visit: Visit, offer: Offered): Answer {
  const { service, words, starts } = offer;
  const { description, documents } = service.definition;
  return page('apply/service', words.title, {
    description: description && visit.say(description),
    open: starts.length > 0,
    limit: promise(visit, offer),
    documents: documents.filter(({ by }) => by !== 'staff').map(({ title }) => visit.say(title)),
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
