import type { PossibleAction } from '../../domain/case/allowed.js';
import type { Action } from '../../domain/service/schema/index.js';
import type { JsonObject } from '../../domain/kernel/json.js';
import { fieldsOf, type Field, type Labels } from '../forms/field.js';
import { documentField, documentsIn } from '../forms/document-field.js';
import { readAnswers } from '../forms/read.js';
import { one, type Raw, type Visit } from '../base/visit.js';
import type { WebParts } from '../parts.js';
import type { CaseForm, FieldGroup } from './case-form.js';
import { choiceField, commentField, given, scoreField } from './form-fields.js';
import type { CaseOptions } from './options.js';
import { assigneeChoices, assigneeIn } from './staff.js';

const inputFields = (
  { say }: Visit,
  { service }: Pick<CaseOptions, 'service'>,
  { input, labels }: { readonly input?: JsonObject; readonly labels: Labels },
): readonly Field[] => {
  const { currency } = service.definition;
  return input === undefined ? [] : fieldsOf(input, { labels, say, currency, prefix: 'input.' });
};

const inputIn = (fields: readonly Field[], raw: Raw) =>
  fields.length === 0 ? {} : { input: readAnswers(fields, raw) };

interface Scene {
  readonly parts: WebParts;
  readonly visit: Visit;
  readonly options: CaseOptions;
  readonly action: Action;
  readonly possible: PossibleAction;
}

/** Whose work a case is in the state that the step leads to, by the service's own rule of assignment. */
function roleIn({ options, action: { to } }: Scene): string | undefined {
  const state = to === 'same' ? options.state.state : to;
  const rules = options.service.definition.assignment;
  return rules.find(({ states }) => states.includes(state))?.role;
}

/** Who is to have the case next: asked where the step is about that, not wherever it may be said. */
async function assigneeGroup(scene: Scene): Promise<readonly FieldGroup[]> {
  const { parts, visit, options, possible } = scene;
  const { asks } = possible;
  const { effects } = scene.action;
  if (asks.assignee === 'none' || !effects.some(({ effect }) => effect === 'assign')) return [];
  const staff = await assigneeChoices(parts, visit, options.state, roleIn(scene));
  const required = asks.assignee === 'required';
  const byRule = { value: '', answer: null, text: visit.t('assign.byRule') };
  const choices = required ? staff : [byRule, ...staff];
  return [choiceField('assignee', visit.t('form.assignee'), { choices, required })];
}

/** An action of the workflow as a form; undefined when it is not open to the visitor now. */
export async function actionForm(
  parts: WebParts,
  visit: Visit,
  options: CaseOptions,
  code: string,
): Promise<CaseForm | undefined> {
  const possible = options.actions.find((action) => action.code === code);
  const action: Action | undefined = options.service.action(code);
  if (possible === undefined || action === undefined) return undefined;
  const { asks } = possible;
  const fields = inputFields(visit, options, action);
  const groups = [
    ...(fields.length === 0 ? [] : [{ at: '/input', fields }]),
    ...(asks.score === null ? [] : [scoreField(visit, asks.score)]),
    ...(await assigneeGroup({ parts, visit, options, action, possible })),
    ...documentGroups(visit, options, asks.documents),
    ...(asks.comment === 'none' ? [] : [commentField(visit, asks.comment === 'required')]),
  ];
  const title = visit.say(possible.title);
  return {
    title,
    button: title,
    groups,
    operation: 'act',
    body: (raw) => ({
      action: code,
      ...inputIn(fields, raw),
      ...given(raw, 'comment'),
      documents: documentsIn(asks.documents, raw),
      ...(asks.score !== null && { score: Number(one(raw, 'score')) }),
      ...(one(raw, 'assignee') !== '' && { assignee: assigneeIn(one(raw, 'assignee')) }),
    }),
  };
}

/** Files that must come along. */
const documentGroups = (
  visit: Visit,
  { service, state }: CaseOptions,
  kinds: readonly string[],
): readonly FieldGroup[] => {
  const rules = service.documents(state.type ?? undefined);
  const fields = kinds.flatMap((kind) => {
    const rule = rules.find((each) => each.kind === kind);
    return rule === undefined ? [] : [documentField(visit, rule, true)];
  });
  return fields.length === 0 ? [] : [{ at: '/documents', fields }];
};

const results = ['done', 'refused', 'skipped'] as const;

/** One of the parallel tasks as a form; undefined when it is not open to the visitor now. */
export function taskForm(
  visit: Visit,
  { tasks, service }: CaseOptions,
  params: Raw,
): CaseForm | undefined {
  const { t, say } = visit;
  const [group, code] = [one(params, 'group'), one(params, 'task')];
  const possible = tasks.find((each) => each.group === group && each.task === code);
  const task = service.taskGroup(group)?.tasks.find((each) => each.code === code);
  if (possible === undefined || task === undefined) return undefined;
  const fields = inputFields(visit, { service }, task);
  const choices = results.map((result) => ({
    value: result,
    answer: result,
    text: t(`form.result.${result}`),
  }));
  return {
    title: say(possible.title),
    button: t('form.completeTask'),
    groups: [
      choiceField('result', t('form.result'), { choices }),
      ...(fields.length === 0 ? [] : [{ at: '/input', fields }]),
      commentField(visit, false),
    ],
    operation: 'complete-task',
    body: (raw) => ({
      group,
      task: code,
      ...given(raw, 'result', 'comment'),
      ...inputIn(fields, raw),
    }),
  };
}
