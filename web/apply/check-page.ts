import { keyOf } from '../../domain/kernel/ids.js';
import { page, redirect, type Answer, type FieldError } from '../base/answer.js';
import type { PageRoute } from '../base/serve.js';
import type { Visit } from '../base/visit.js';
import { seen } from '../cases/reading.js';
import { readField } from '../forms/read.js';
import { showAnswer } from '../forms/show.js';
import type { WebParts } from '../parts.js';
import type { Drafts, DraftValues } from './drafts.js';
import { addressOf, before, incomplete, journeyOf, type Journey } from './journey.js';
import { refusedAnywhere } from './refusal.js';
import type { Step } from './steps.js';
import { submissionOf } from './submission.js';

function answersOf(parts: WebParts, visit: Visit, step: Step, values: DraftValues) {
  const { t, times, language } = visit;
  const speaking = { t, times, language, zone: parts.city.zone };
  return step.fields.map((field) => ({
    label: field.label,
    text: showAnswer(field, readField(field, values), speaking),
  }));
}

function show(
  parts: WebParts,
  visit: Visit,
  journey: Journey,
  errors: readonly FieldError[] = [],
): Answer {
  const { draft, steps, offered } = journey;
  const unfinished = incomplete(journey);
  if (unfinished !== undefined) return redirect(addressOf(draft, unfinished.id));
  const sections = steps.map((step) => ({
    title: step.title,
    change: `${addressOf(draft, step.id)}?change=1`,
    rows: answersOf(parts, visit, step, draft.values),
  }));
  const data = { back: before(journey, 'check'), caption: offered.words.title, sections };
  return page('apply/check', visit.t('apply.check.title'), data, { errors });
}

/** All answers once more, each with a way to change it; submits them. */
export const checkPage = (parts: WebParts, drafts: Drafts): PageRoute => ({
  path: '/apply/:service/:draft/check',
  get: async (visit) => {
    const journey = await journeyOf(parts, drafts, visit);
    if (journey.draft.submitted !== undefined) return redirect(addressOf(journey.draft, 'done'));
    return show(parts, visit, journey);
  },
  post: async (visit) => {
    const journey = await journeyOf(parts, drafts, visit);
    const { draft, offered } = journey;
    if (draft.submitted !== undefined) return redirect(addressOf(draft, 'done'));
    if (incomplete(journey) !== undefined) return show(parts, visit, journey);
    const done = await parts.commands.execute({
      aggregate: 'case',
      operation: 'submit',
      target: `${parts.city.authority}/${draft.service}`,
      body: submissionOf(visit, offered, draft.values),
      caller: visit.caller,
      idempotencyKey: draft.id,
      correlationId: visit.requestId,
    });
    if (!done.ok) {
      drafts.save({ ...draft, refusal: done.error });
      const address = (step: Step) => `${addressOf(draft, step.id)}?change=1`;
      const errors = refusedAnywhere(visit, journey.steps, done.error, address);
      return show(parts, visit, journey, errors);
    }
    drafts.save({ ...draft, submitted: keyOf(done.value.stream) });
    await seen(parts, done.value.position);
    return redirect(addressOf(draft, 'done'));
  },
});
