import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { commandIdOf } from '../../commands/pipeline/identity.js';
import type { Dispatch } from '../../commands/dispatch.js';
import type { CaseOperation } from '../../domain/case/commands.js';
import { formatReference } from '../../domain/kernel/case-reference.js';
import type { Rejection } from '../../domain/kernel/rejection.js';
import { RejectedError } from '../../http/problem.js';
import { refuse } from '../../http/rejections.js';
import { caseAt } from '../../projections/time-travel/time-travel.js';
import { page, redirect, type Answer, type FieldError } from '../base/answer.js';
import type { PageRoute } from '../base/serve.js';
import { checked, one, type Raw, type Visit } from '../base/visit.js';
import { anchorOf, rejectedFields } from '../forms/check.js';
import { rawFrom } from '../forms/fill.js';
import { fieldViews, withFiles } from '../forms/view.js';
import type { WebParts } from '../parts.js';
import { rejectionWords } from '../words/rejection-words.js';
import { wordsOf, type ServiceWords } from '../words/service-words.js';
import { fieldsOfForm, formErrors, type CaseForm } from './case-form.js';
import { actionForm, taskForm } from './action-forms.js';
import { operationPages, type OperationPage } from './next-steps.js';
import { editableFields, operationForm } from './operation-forms.js';
import { optionsOf, type CaseOptions } from './options.js';
import { seen, visibleCase, type VisibleCase } from './reading.js';
import { timelineOf, type TimelineEntry } from './timeline.js';

/** What every form of a case carries: which request this is, and the state that it was decided on. */
const carriedSchema = z.object({
  key: z.uuid(),
  revision: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(BigInt),
});

interface Scene {
  readonly found: VisibleCase;
  readonly words: ServiceWords;
  readonly options: CaseOptions;
  readonly form: CaseForm | undefined;
}

type FormFor = (scene: Omit<Scene, 'form'>, visit: Visit) => Promise<CaseForm | undefined>;

/** A page of its own for one thing that can be asked. */
interface FormKind {
  readonly path: string;
  readonly operation: CaseOperation;
  /** Whether its form may have files. */
  readonly files: boolean;
  readonly formFor: FormFor;
}

async function sceneOf(parts: WebParts, visit: Visit, formFor: FormFor): Promise<Scene> {
  const found = await visibleCase(parts, visit, one(visit.params, 'reference'));
  const view = caseAt(found.events, parts.reads.codec);
  if (view === undefined) throw new RejectedError(refuse('not-found', { path: visit.path }).error);
  const words = await wordsOf(parts, visit, view);
  const options = await optionsOf(parts, visit, found.reference);
  const scene = { found, words, options };
  return { ...scene, form: await formFor(scene, visit) };
}

interface Filled {
  readonly values: Raw;
  readonly errors: readonly FieldError[];
  readonly key: string;
  /** What happened since the form was made. */
  readonly meanwhile: readonly TimelineEntry[];
}

function show(visit: Visit, scene: Scene, form: CaseForm, filled: Filled): Answer {
  const { values, errors, key, meanwhile } = filled;
  const { reference } = scene.found;
  const fields = fieldViews(fieldsOfForm(form), values, { errors, t: visit.t });
  return page(
    'cases/form',
    form.title,
    {
      back: `/cases/${reference}`,
      caption: `${scene.words.title}, ${formatReference(reference)}`,
      intro: form.intro,
      button: form.button,
      fields,
      files: withFiles(fields),
      key,
      revision: String(scene.options.revision),
      meanwhile,
    },
    { errors, ...(meanwhile.length > 0 && { status: 409 }) },
  );
}

/** What a form of the case can no longer do: what happened, and back to the case. */
function gone(visit: Visit, { found: { reference } }: Scene, error?: Rejection): Answer {
  const why = error === undefined ? visit.t('gone.text') : rejectionWords(visit, error);
  const data = { back: `/cases/${reference}`, why, href: `/cases/${reference}` };
  return page('cases/gone', visit.t('gone.title'), data, { status: 409 });
}

function refusedFields(visit: Visit, form: CaseForm, rejection: Rejection): readonly FieldError[] {
  const found = form.groups.flatMap(({ at, fields }) =>
    rejectedFields(fields, rejection, at, visit),
  );
  if (found.length > 0) return found;
  const [first] = fieldsOfForm(form);
  const href = first === undefined ? '#main-content' : anchorOf(first);
  return [{ href, text: rejectionWords(visit, rejection) }];
}

/** Answers that the case has already, for a form that changes them. */
const known = (visit: Visit, { options, form }: Scene): Raw =>
  form?.operation === 'amend-answers'
    ? rawFrom(editableFields(visit, options), options.state.answers)
    : {};

/** Whether this very form was sent before: sending it again changes nothing and is no error. */
const isDone = ({ found }: Scene, dispatch: Omit<Dispatch, 'body'>): boolean => {
  const id = commandIdOf({ ...dispatch, body: undefined });
  return found.events.some(({ meta }) => meta.commandId === id);
};

async function submit(
  parts: WebParts,
  visit: Visit,
  scene: Scene,
  operation: CaseOperation,
): Promise<Answer> {
  const { key, revision } = checked(carriedSchema, visit.body);
  const { found, form } = scene;
  const { reference } = found;
  const dispatch = {
    aggregate: 'case',
    operation,
    target: reference,
    caller: visit.caller,
    idempotencyKey: key,
    expected: revision,
    correlationId: visit.requestId,
  };
  const success = redirect(`/cases/${reference}?done=${operation}`);
  if (isDone(scene, dispatch)) return success;
  if (form === undefined) return gone(visit, scene);
  const filled = { values: visit.body, key, meanwhile: [] };
  const errors = formErrors(form, visit.body, visit);
  if (errors.length > 0) return show(visit, scene, form, { ...filled, errors });
  const done = await parts.commands.execute({ ...dispatch, body: form.body(visit.body) });
  if (done.ok) {
    await seen(parts, done.value.position);
    return success;
  }
  if (done.error.code === 'request.precondition-failed') {
    const since = found.events.filter((event) => event.revision > revision);
    const meanwhile = timelineOf(parts, visit, since, scene.words);
    return show(visit, scene, form, { ...filled, errors: [], meanwhile });
  }
  return show(visit, scene, form, { ...filled, errors: refusedFields(visit, form, done.error) });
}

const formRoute = (parts: WebParts, { path, operation, files, formFor }: FormKind): PageRoute => ({
  path: `/cases/:reference/${path}`,
  files,
  get: async (visit) => {
    const scene = await sceneOf(parts, visit, formFor);
    const { form } = scene;
    if (form === undefined) return gone(visit, scene);
    const filled = { values: known(visit, scene), errors: [], key: randomUUID(), meanwhile: [] };
    return show(visit, scene, form, filled);
  },
  post: async (visit) => submit(parts, visit, await sceneOf(parts, visit, formFor), operation),
});

const operationKind = (parts: WebParts, operation: OperationPage): FormKind => ({
  path: operation,
  operation,
  files: operation === 'attach-document',
  formFor: ({ options, words }, visit) =>
    operationForm(operation, { parts, visit, options, words }),
});

/** A page for each thing that can be asked of a case. */
export function formPages(parts: WebParts): readonly PageRoute[] {
  const actions: FormKind = {
    path: 'act/:action',
    operation: 'act',
    files: true,
    formFor: ({ options }, visit) => actionForm(parts, visit, options, one(visit.params, 'action')),
  };
  const tasks: FormKind = {
    path: 'task/:group/:task',
    operation: 'complete-task',
    files: false,
    formFor: ({ options }, visit) => Promise.resolve(taskForm(visit, options, visit.params)),
  };
  const kinds = [actions, tasks, ...operationPages.map((name) => operationKind(parts, name))];
  return kinds.map((kind) => formRoute(parts, kind));
}
