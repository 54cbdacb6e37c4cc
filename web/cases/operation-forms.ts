import { endOfDay } from '../../domain/kernel/calendar/index.js';
import type { JsonObject } from '../../domain/kernel/json.js';
import { plainDateSchema } from '../../domain/kernel/instant.js';
import { answersSchema } from '../../domain/service/compile/forms.js';
import { placedTypes } from '../../domain/service/types.js';
import { documentField, documentsIn } from '../forms/document-field.js';
import { fieldsOf, type Field } from '../forms/field.js';
import { readAnswers, readDate } from '../forms/read.js';
import { one, type Raw, type Visit } from '../base/visit.js';
import type { WebParts } from '../parts.js';
import type { ServiceWords } from '../words/service-words.js';
import type { CaseForm } from './case-form.js';
import { choiceField, commentField, dateField, given, scoreField } from './form-fields.js';
import type { OperationPage } from './next-steps.js';
import type { CaseOptions } from './options.js';
import { assigneeChoices, assigneeIn } from './staff.js';
import { worksInside } from './telling.js';

/** What the form of an operation is made of. */
interface Making {
  readonly parts: WebParts;
  readonly visit: Visit;
  readonly options: CaseOptions;
  readonly words: ServiceWords;
}
type Maker = (making: Making) => CaseForm | Promise<CaseForm>;

const visibilities = ['internal', 'parties'] as const;

const comment: Maker = ({ visit }) => {
  const { t } = visit;
  const choices = visibilities.map((value) => ({
    value,
    answer: value,
    text: t(`form.visibility.${value}`),
  }));
  const inside = worksInside(visit);
  return {
    title: t('operation.comment'),
    button: t('operation.comment'),
    groups: [
      commentField(visit, true),
      ...(inside ? [choiceField('visibility', t('form.visibility'), { choices })] : []),
    ],
    operation: 'comment',
    body: (raw) => given(raw, 'comment', ...(inside ? ['visibility'] : [])),
  };
};

/** Stands for the queue among those whom a case can be given to. */
const toQueue = 'queue';

const assign: Maker = async ({ parts, visit, options }) => {
  const { t } = visit;
  const staff = await assigneeChoices(parts, visit, options.state);
  const choices = [...staff, { value: toQueue, answer: toQueue, text: t('assign.queue') }];
  return {
    title: t('operation.assign'),
    button: t('assign.button'),
    groups: [choiceField('assignee', t('form.assignee'), { choices }), commentField(visit, false)],
    operation: 'assign',
    body: (raw) => ({
      assignee: one(raw, 'assignee') === toQueue ? null : assigneeIn(one(raw, 'assignee')),
      ...given(raw, 'comment'),
    }),
  };
};

const giveFeedback: Maker = ({ visit, options }) => ({
  title: visit.t('operation.give-feedback'),
  intro: visit.t('feedback.intro'),
  button: visit.t('feedback.button'),
  groups: [
    scoreField(visit, options.service.definition.feedback?.scale ?? 5),
    commentField(visit, false),
  ],
  operation: 'give-feedback',
  body: (raw) => ({ score: Number(one(raw, 'score')), ...given(raw, 'comment') }),
});

/** Answers that the present state lets change. */
export function editableFields({ say }: Visit, { state, service }: CaseOptions): readonly Field[] {
  const { definition } = service;
  const editable = service.state(state.state)?.editable ?? [];
  const kind = placedTypes(definition.types).find(({ type }) => type.code === state.type);
  const schema: JsonObject = answersSchema(definition, kind);
  return fieldsOf(
    schema,
    {
      labels: definition.form?.labels ?? {},
      say,
      prefix: 'answers.',
      currency: definition.currency,
    },
    editable === 'all' ? undefined : editable,
  );
}

const amendAnswers: Maker = ({ visit, options }) => {
  const fields = editableFields(visit, options);
  return {
    title: visit.t('operation.amend-answers'),
    button: visit.t('form.save'),
    groups: [{ at: '/answers', fields }, commentField(visit, worksInside(visit), 'reason')],
    operation: 'amend-answers',
    body: (raw) => ({ answers: amended(fields, options, raw), ...given(raw, 'reason') }),
  };
};

/** The answers of a form; null for one that was emptied. */
function amended(fields: readonly Field[], { state }: CaseOptions, raw: Raw) {
  const answers = readAnswers(fields, raw);
  const names = new Set(fields.map(({ path }) => path[0] ?? ''));
  const emptied = [...names].filter((name) => !(name in answers) && name in state.answers);
  return { ...answers, ...Object.fromEntries(emptied.map((name) => [name, null])) };
}

const documentKind = 'document.kind';

const attachDocument: Maker = ({ visit, options: { service, state } }) => {
  const { t, say } = visit;
  const inside = worksInside(visit) || visit.caller.actor.kind === 'vendor';
  const rules = service
    .documents(state.type ?? undefined)
    .filter(({ by }) => inside || by !== 'staff');
  const choices = rules.map(({ kind, title }) => ({ value: kind, answer: kind, text: say(title) }));
  const any = {
    kind: 'file',
    title: { en: t('form.file') },
    types: [],
    size: 10_485_760,
    review: false,
  };
  return {
    title: t('operation.attach-document'),
    button: t('operation.attach-document'),
    groups: [
      ...(choices.length === 0
        ? []
        : [choiceField(documentKind, t('form.documentKind'), { choices })]),
      { at: '/document', fields: [documentField(visit, any, true)] },
    ],
    operation: 'attach-document',
    body: (raw) => {
      const [document] = documentsIn(['file'], raw);
      const kind = one(raw, documentKind);
      return { document: { ...document, kind: kind === '' ? 'other' : kind } };
    },
  };
};

const extend: Maker = ({ parts, visit, options, words }) => {
  const running = options.state.timers.filter(({ status }) => status === 'running');
  const choices = running.map(({ name, dueAt }) => ({
    value: name,
    answer: name,
    text: visit.t('extend.timer', { timer: words.timer(name), date: visit.times.dateTime(dueAt) }),
  }));
  const dueAt = (raw: Raw): string | undefined => {
    const date = plainDateSchema.safeParse(readDate(raw, 'dueAt'));
    return date.success ? endOfDay(date.data, parts.city.zone) : undefined;
  };
  return {
    title: visit.t('operation.extend'),
    button: visit.t('extend.button'),
    groups: [
      choiceField('timer', visit.t('extend.which'), { choices }),
      dateField('dueAt', visit.t('extend.until')),
      commentField(visit, true, 'reason'),
    ],
    operation: 'extend',
    body: (raw) => ({ ...given(raw, 'timer', 'reason'), dueAt: dueAt(raw) }),
  };
};

const escalate: Maker = ({ visit }) => ({
  title: visit.t('operation.escalate'),
  intro: visit.t('escalate.intro'),
  button: visit.t('operation.escalate'),
  groups: [commentField(visit, true, 'reason')],
  operation: 'escalate',
  body: (raw) => given(raw, 'reason'),
});

const makers: Readonly<Record<OperationPage, Maker>> = {
  assign,
  comment,
  'give-feedback': giveFeedback,
  'amend-answers': amendAnswers,
  'attach-document': attachDocument,
  extend,
  escalate,
};

/** The form of an operation; undefined when it is not open to the visitor now. */
export const operationForm = async (
  operation: OperationPage,
  making: Making,
): Promise<CaseForm | undefined> =>
  making.options.operations.includes(operation) ? makers[operation](making) : undefined;
