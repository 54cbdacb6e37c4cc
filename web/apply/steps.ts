import { answersSchema } from '../../domain/service/compile/forms.js';
import { placedTypes } from '../../domain/service/types.js';
import { localDate } from '../../domain/kernel/calendar/index.js';
import type { JsonObject } from '../../domain/kernel/json.js';
import { fieldErrors, rejectedFields } from '../forms/check.js';
import { readAnswers } from '../forms/read.js';
import { fieldsOf, type Field } from '../forms/field.js';
import type { FieldError } from '../base/answer.js';
import { one, type Visit } from '../base/visit.js';
import { typeOf, type Offered } from './application.js';
import type { DraftValues } from './drafts.js';
import type { FieldGroup } from '../cases/case-form.js';
import { documentField } from '../forms/document-field.js';
import { askedDocuments, type AskedDocument } from './documents.js';
import { placeErrors, placeFields } from './places.js';
import { question } from './question.js';
import { askedParties, contactFields, kindField, kindOf, needsContact } from './parties.js';

/** One page of an application: what it asks, and where in the command the answers stand. */
export interface Step {
  /** Last part of its address. */
  readonly id: string;
  readonly title: string;
  readonly intro?: string;
  readonly fields: readonly Field[];
  /** The same by where their answers stand in the command. */
  readonly groups: readonly FieldGroup[];
  readonly errors: (values: DraftValues) => readonly FieldError[];
}

type Plain = Omit<Step, 'errors' | 'groups'> &
  Partial<Pick<Step, 'errors' | 'groups'>> & {
    /** JSON pointer of the answers in the command. */
    readonly at: string;
  };

export const answersPrefix = 'answers.';

/** The pages of an application in their order; answers given so far decide which there are. */
export function stepsOf(visit: Visit, offered: Offered, values: DraftValues): readonly Step[] {
  const questions = formSteps(visit, offered, values);
  const answered = questions.flatMap(({ fields }) => fields);
  return [
    ...startSteps(visit, offered),
    ...typeSteps(visit, offered),
    ...subjectSteps(visit, offered),
    ...questions,
    ...placeSteps(visit, offered),
    ...partySteps(visit, offered, values),
    ...documentSteps(visit, askedDocuments(visit, offered, values, answered)),
  ].map((step) => ({
    errors: (given: DraftValues) => fieldErrors(step.fields, given, visit.t),
    groups: [{ at: step.at, fields: step.fields }],
    ...step,
  }));
}

function startSteps({ t, say }: Visit, { starts }: Offered): readonly Plain[] {
  if (starts.length < 2) return [];
  const label = t('apply.start.label');
  const choices = starts.map(({ code, title }) => ({ value: code, text: say(title) }));
  const field = question({ name: 'start', kind: 'choice', label, required: true, choices });
  return [{ id: 'start', title: label, fields: [field], at: '/start' }];
}

/** Chosen from a tree on a page of its own; here for its errors and for the page of all answers. */
function typeSteps({ t, say }: Visit, { service, words }: Offered): readonly Plain[] {
  const { types } = service.definition;
  if (types.length === 0) return [];
  const leaves = placedTypes(types).filter(({ type }) => service.type(type.code)?.leaf === true);
  const choices = leaves.map(({ type }) => ({ value: type.code, text: say(type.title) }));
  const title = t('apply.type.title', { service: words.title });
  const field = question({ name: 'type', kind: 'choice', label: title, required: true, choices });
  return [{ id: 'type', title, fields: [field], at: '/type' }];
}

function subjectSteps({ t }: Visit, { service }: Offered): readonly Plain[] {
  const { subject } = service.definition;
  if (subject === undefined) return [];
  const label = t('apply.subject.label', { registry: subject.registry });
  const field = question({
    name: 'subject',
    kind: 'text',
    label,
    required: subject.required,
    maxLength: 200,
  });
  return [{ id: 'subject', title: label, fields: [field], at: '/subject' }];
}

/** What the service and the chosen kind ask; fields that no page names are asked last. */
function formSteps(visit: Visit, offered: Offered, values: DraftValues): readonly Plain[] {
  const { t, say } = visit;
  const { definition } = offered.service;
  const type = typeOf(offered, values);
  const kind = placedTypes(definition.types).find((placed) => placed.type.code === type);
  const schema: JsonObject = answersSchema(definition, kind);
  const labels = definition.form?.labels ?? {};
  const { currency } = definition;
  const all = fieldsOf(schema, { labels, say, currency, prefix: answersPrefix });
  const pages = definition.form?.pages ?? [];
  const named = new Set(pages.flatMap(({ fields }) => fields));
  const rest = all.filter(({ path }) => !named.has(path[0] ?? ''));
  const errors = answerErrors(visit, offered, { type, all });
  const step = (title: string, fields: readonly Field[], number: number): readonly Plain[] =>
    fields.length === 0
      ? []
      : [{ id: `form-${number}`, title, fields, at: '/answers', errors: errors(fields) }];
  return [
    ...pages.flatMap(({ title, fields, place }, index) => {
      const asked = fields.flatMap((name) => all.filter(({ path }) => path[0] === name));
      const steps = step(say(title), asked, index + 1);
      return place === true ? steps.map((one) => withPlace(visit, offered, one)) : steps;
    }),
    ...step(t('apply.form.title'), rest, pages.length + 1),
  ];
}

interface Asked {
  readonly type: string | undefined;
  /** Every question of the form. */
  readonly all: readonly Field[];
}

/** What is wrong on one page of the form: by each question alone, and by the form as a whole. */
const answerErrors =
  (visit: Visit, { service, zone }: Offered, { type, all }: Asked) =>
  (fields: readonly Field[]) =>
  (given: DraftValues): readonly FieldError[] => {
    const alone = fieldErrors(fields, given, visit.t);
    const checked = service.validateAnswers(
      type,
      readAnswers(all, given),
      localDate(visit.now, zone),
    );
    const together = checked.ok ? [] : rejectedFields(fields, checked.error, '/answers', visit);
    const known = new Set(alone.map(({ href }) => href));
    return [...alone, ...together.filter(({ href }) => !known.has(href))];
  };

/** A page of the form that asks first where the matter is. */
function withPlace(visit: Visit, offered: Offered, step: Plain): Plain {
  const place = placeFields(visit, offered);
  const { at, fields } = step;
  return {
    ...step,
    fields: [...place, ...fields],
    groups: [
      { at: '/places', fields: place },
      { at, fields },
    ],
    errors: (given) => [...placeErrors(visit, offered, given), ...(step.errors?.(given) ?? [])],
  };
}

/** Where it is, on a page of its own where no page of the form asks for it. */
function placeSteps(visit: Visit, offered: Offered): readonly Plain[] {
  const { place, form } = offered.service.definition;
  if (place === 'none' || form?.pages.some((page) => page.place === true) === true) return [];
  const fields = placeFields(visit, offered);
  const errors = (given: DraftValues) => placeErrors(visit, offered, given);
  return [{ id: 'place', title: visit.t('apply.place.title'), fields, at: '/places', errors }];
}

function partySteps(visit: Visit, offered: Offered, values: DraftValues): readonly Plain[] {
  const { t } = visit;
  return askedParties(offered, values).flatMap((asked): readonly Plain[] => {
    const { rule, own } = asked;
    const role = offered.words.party(rule.role);
    const at = '/parties';
    const title = own ? t('apply.kind.own') : t('apply.kind.other', { role });
    const kindStep: Plain = {
      id: `${rule.role}-kind`,
      title,
      fields: [kindField(asked, visit, title)],
      at,
    };
    const fields = contactFields(asked, visit);
    const contact: Plain = {
      id: `${rule.role}-contact`,
      title: own ? t('apply.contact.own') : t('apply.contact.other', { role }),
      intro: own ? t('apply.contact.ownIntro') : t('apply.contact.otherIntro'),
      fields,
      at,
      errors: (given) => [
        ...fieldErrors(fields, given, t),
        ...(needsContact(asked, visit) ? contactFault(fields, given, t('fault.contact')) : []),
      ],
    };
    const anonymous = kindOf(asked, values) === 'anonymous';
    return [...(rule.kinds.length > 1 ? [kindStep] : []), ...(anonymous ? [] : [contact])];
  });
}

function contactFault(
  [, phone, email]: readonly Field[],
  values: DraftValues,
  text: string,
): readonly FieldError[] {
  const reachable = [phone, email].some((field) => field && one(values, field.name) !== '');
  return reachable || phone === undefined ? [] : [{ href: `#field-${phone.name}`, text }];
}

/** The required ones first. */
function documentSteps(visit: Visit, asked: readonly AskedDocument[]): readonly Plain[] {
  if (asked.length === 0) return [];
  const sorted = asked.toSorted((a, b) => Number(b.required) - Number(a.required));
  return [
    {
      id: 'documents',
      title: visit.t('apply.documents.title'),
      intro: visit.t('apply.documents.intro'),
      fields: sorted.map(({ rule, required }) => documentField(visit, rule, required)),
      at: '/documents',
    },
  ];
}
