import { RejectedError } from '../../http/problem.js';
import { page, redirect, type Answer, type FieldError } from '../base/answer.js';
import { refuseForm } from '../base/rejections.js';
import type { PageRoute } from '../base/serve.js';
import { one, type Visit } from '../base/visit.js';
import { rawOf } from '../forms/read.js';
import { fieldViews, withFiles } from '../forms/view.js';
import type { WebParts } from '../parts.js';
import type { Drafts, DraftValues } from './drafts.js';
import { addressOf, after, before, journeyOf, withValues, type Journey } from './journey.js';
import { refusedAt } from './refusal.js';
import type { Step } from './steps.js';
import { typeGroups } from './types.js';

const longestSearch = 100;

function stepIn({ steps }: Journey, { params }: Visit): Step {
  const step = steps.find(({ id }) => id === one(params, 'step'));
  if (step === undefined) throw new RejectedError(refuseForm('answers-gone').error);
  return step;
}

const isChange = ({ query }: Visit): boolean => one(query, 'change') !== '';

function show(
  visit: Visit,
  journey: Journey,
  step: Step,
  { values, errors }: { readonly values: DraftValues; readonly errors: readonly FieldError[] },
): Answer {
  const change = isChange(visit);
  const shared = {
    back: change ? addressOf(journey.draft, 'check') : before(journey, step.id),
    caption: journey.offered.words.title,
    intro: step.intro,
    change,
  };
  if (step.id === 'type') {
    const search = one(visit.query, 'q').slice(0, longestSearch);
    const groups = typeGroups(visit, journey.offered, values, search);
    return page('apply/type', step.title, { ...shared, groups, search }, { errors });
  }
  const fields = fieldViews(step.fields, values, { errors, t: visit.t, title: step.title });
  return page(
    'apply/step',
    step.title,
    { ...shared, fields, files: withFiles(fields) },
    { errors },
  );
}

/** One page of an application: shows its questions, keeps its answers. */
export const stepPage = (parts: WebParts, drafts: Drafts): PageRoute => ({
  path: '/apply/:service/:draft/:step',
  files: true,
  get: async (visit) => {
    const journey = await journeyOf(parts, drafts, visit);
    const step = stepIn(journey, visit);
    const { values, refusal } = journey.draft;
    const errors = refusal === undefined ? [] : refusedAt(visit, step, refusal);
    return show(visit, journey, step, { values, errors });
  },
  post: async (visit) => {
    const journey = await journeyOf(parts, drafts, visit);
    const step = stepIn(journey, visit);
    const values = { ...journey.draft.values, ...rawOf(step.fields, visit.body) };
    const { refusal: _answered, ...draft } = journey.draft;
    // Also with errors: a file would have to be chosen again, and nothing goes on until they are gone.
    drafts.save({ ...draft, values });
    const errors = step.errors(values);
    if (errors.length > 0) return show(visit, journey, step, { values, errors });
    return redirect(after(withValues(visit, journey, values), step.id, isChange(visit)));
  },
});
