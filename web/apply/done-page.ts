import {
  caseStream,
  formatReference,
  isCaseReference,
  type CaseReference,
} from '../../domain/kernel/case-reference.js';
import { caseAt } from '../../projections/time-travel/time-travel.js';
import { page, redirect } from '../base/answer.js';
import type { PageRoute } from '../base/serve.js';
import type { Visit } from '../base/visit.js';
import type { WebParts } from '../parts.js';
import { wordsOf } from '../words/service-words.js';
import type { Drafts } from './drafts.js';
import { addressOf, draftOf } from './journey.js';

/** Where the new case stands: what the public is told, and when it is due. */
async function standing(parts: WebParts, visit: Visit, reference: CaseReference) {
  const view = caseAt(await parts.reads.stream(caseStream(reference)), parts.reads.codec);
  if (view === undefined) return {};
  const words = await wordsOf(parts, visit, view);
  return {
    status: words.status(view.state.code),
    due: view.dueAt && visit.times.dateTime(view.dueAt),
  };
}

/** The case's reference, and when it is due. */
export const donePage = (parts: WebParts, drafts: Drafts): PageRoute => ({
  path: '/apply/:service/:draft/done',
  get: async (visit) => {
    const draft = draftOf(drafts, visit);
    const { submitted: reference } = draft;
    if (reference === undefined || !isCaseReference(reference))
      return redirect(addressOf(draft, 'check'));
    const folder = visit.caller.actor.kind === 'public' ? '/track' : '/cases';
    return page('apply/done', visit.t('apply.done.title'), {
      reference: formatReference(reference),
      href: `${folder}/${reference}`,
      ...(await standing(parts, visit, reference)),
    });
  },
});
