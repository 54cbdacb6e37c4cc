import { RejectedError } from '../../http/problem.js';
import { refuseForm } from '../base/rejections.js';
import { one, type Visit } from '../base/visit.js';
import type { WebParts } from '../parts.js';
import { offered, type Offered } from './application.js';
import type { Draft, Drafts, DraftValues } from './drafts.js';
import { stepsOf, type Step } from './steps.js';

/** An application on its way, with the pages that it has by now. */
export interface Journey {
  readonly offered: Offered;
  readonly draft: Draft;
  readonly steps: readonly Step[];
}

export const addressOf = ({ service, id }: Draft, step: string): string =>
  `/apply/${service}/${id}/${step}`;

export function draftOf(drafts: Drafts, { params, session }: Visit): Draft {
  const draft = drafts.of(session.id, one(params, 'service'), one(params, 'draft'));
  if (draft === undefined) throw new RejectedError(refuseForm('answers-gone').error);
  return draft;
}

export async function journeyOf(parts: WebParts, drafts: Drafts, visit: Visit): Promise<Journey> {
  const draft = draftOf(drafts, visit);
  const offer = await offered(parts, visit, draft.service);
  return { offered: offer, draft, steps: stepsOf(visit, offer, draft.values) };
}

export const withValues = (visit: Visit, journey: Journey, values: DraftValues): Journey => ({
  ...journey,
  draft: { ...journey.draft, values },
  steps: stepsOf(visit, journey.offered, values),
});

/** The first page whose answers are missing or wrong. */
export const incomplete = ({ draft, steps }: Journey): Step | undefined =>
  steps.find((step) => step.errors(draft.values).length > 0);

/** Where to go on after a page: to the next one, or back to all answers when it was changed from there. */
export function after(journey: Journey, id: string, changed: boolean): string {
  const { draft, steps } = journey;
  const next = changed ? incomplete(journey) : steps[steps.findIndex((step) => step.id === id) + 1];
  return addressOf(draft, next?.id ?? 'check');
}

export function before({ draft, steps, offered: { service } }: Journey, id: string): string {
  const index = steps.findIndex((step) => step.id === id);
  const last = index === -1 ? steps.at(-1) : steps[index - 1];
  return last === undefined ? `/apply/${service.definition.code}` : addressOf(draft, last.id);
}
