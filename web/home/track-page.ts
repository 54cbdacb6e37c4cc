import { formatReference, parseReference } from '../../domain/kernel/case-reference.js';
import { streamName } from '../../domain/kernel/ids.js';
import { RejectedError } from '../../http/problem.js';
import { refuse } from '../../http/rejections.js';
import { caseAt } from '../../projections/time-travel/time-travel.js';
import { page, redirect, type Answer } from '../base/answer.js';
import type { PageRoute } from '../base/serve.js';
import { one } from '../base/visit.js';
import { casesFor, referenceIn } from '../cases/reading.js';
import { dueOf } from '../cases/rows.js';
import type { WebParts } from '../parts.js';
import { wordsOf } from '../words/service-words.js';

/** Asks for a reference, and leads to the case. */
export const trackPage: PageRoute = {
  path: '/track',
  get: (visit) => {
    const { t, query, caller } = visit;
    const text = one(query, 'reference').slice(0, 60);
    if (text === '') return page('home/track', t('track.title'), { value: '' });
    const reference = parseReference(text);
    if (reference.ok) {
      const folder = caller.actor.kind === 'public' ? '/track' : '/cases';
      return redirect(`${folder}/${reference.value}`);
    }
    const key =
      reference.error.code === 'reference.mistyped' ? 'track.mistyped' : 'track.malformed';
    const errors = [{ href: '#reference', text: t(key) }];
    return page('home/track', t('track.title'), { value: text, error: t(key) }, { errors });
  },
};

/**
 * What whoever holds a reference is told without saying who they are: the public status and the
 * dates, nothing of persons, places or answers; of confidential cases nothing at all.
 */
export const statusPage = (parts: WebParts): PageRoute => ({
  path: '/track/:reference',
  get: async (visit): Promise<Answer> => {
    const reference = referenceIn(one(visit.params, 'reference'));
    const { cases } = await casesFor(parts, visit);
    if ((await cases.get(reference)) !== undefined) return redirect(`/cases/${reference}`);
    const events = await parts.reads.stream(streamName(`case-${reference}`));
    const view = caseAt(events, parts.reads.codec);
    if (view === undefined || view.confidentiality === 'confidential')
      throw new RejectedError(refuse('not-found', { path: visit.path }).error);
    const words = await wordsOf(parts, visit, view);
    const { t, times } = visit;
    return page('home/status', t('track.status', { reference: formatReference(reference) }), {
      back: '/track',
      caption: words.title,
      status: words.status(view.state.code),
      type: view.type && words.type(view.type),
      opened: times.dateTime(view.openedAt),
      updated: times.dateTime(view.updatedAt),
      due: dueOf(visit, view),
      closed: view.closedAt && times.dateTime(view.closedAt),
      outcome: view.outcome && t(`outcome.${view.outcome}`),
    });
  },
});
