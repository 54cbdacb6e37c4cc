import type { CaseView } from '../../projections/cases/model.js';
import type { Visit } from '../base/visit.js';
import type { WebParts } from '../parts.js';
import { assigneeName } from '../words/people.js';
import type { ServiceWords } from '../words/service-words.js';
import { worksInside } from './telling.js';

interface Told {
  readonly view: CaseView;
  readonly words: ServiceWords;
}

/** What a step that was just taken came to: how the case stands now, and with whom. */
const acted = (parts: WebParts, visit: Visit, { view, words }: Told): string => {
  const state = worksInside(visit) ? words.state(view.state.code) : words.status(view.state.code);
  const { assignee } = view;
  if (assignee === undefined || view.status !== 'open' || !worksInside(visit))
    return visit.t('done.act', { state });
  return visit.t('done.act.with', { state, name: assigneeName(parts, visit, assignee, words) });
};

const assigned = (parts: WebParts, visit: Visit, { view, words }: Told): string =>
  view.assignee === undefined
    ? visit.t('done.assign.queue')
    : visit.t('done.assign', { name: assigneeName(parts, visit, view.assignee, words) });

/**
 * What the visitor is told after a form of the case was sent.
 *
 * @param done the operation, as the address says it; undefined when it says none
 */
export function doneWords(
  parts: WebParts,
  visit: Visit,
  done: string,
  told: Told,
): string | undefined {
  if (!/^[a-z-]{1,20}$/.test(done)) return undefined;
  if (done === 'act') return acted(parts, visit, told);
  return done === 'assign' ? assigned(parts, visit, told) : visit.t(`done.${done}`);
}
