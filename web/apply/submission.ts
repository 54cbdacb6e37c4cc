import type { JsonObject } from '../../domain/kernel/json.js';
import { personalOf } from '../../domain/service/json-schema.js';
import { readAnswers, readField } from '../forms/read.js';
import { documentsIn } from '../forms/document-field.js';
import { one, type Visit } from '../base/visit.js';
import { startOf, typeOf, type Offered } from './application.js';
import type { DraftValues } from './drafts.js';
import { askedParties, partyIn } from './parties.js';
import { answersPrefix, stepsOf } from './steps.js';

const longestSummary = 200;

const answeredFields = (visit: Visit, offered: Offered, values: DraftValues) =>
  stepsOf(visit, offered, values)
    .flatMap(({ fields }) => fields)
    .filter(({ name }) => name.startsWith(answersPrefix));

/** The first words of what was written freely and is nobody's personal data: how lists call the case. */
function summaryOf(visit: Visit, offered: Offered, values: DraftValues): string | undefined {
  const field = answeredFields(visit, offered, values).find(
    ({ kind, schema, path }) =>
      kind === 'long-text' && path.length === 1 && personalOf(schema) === undefined,
  );
  const text = field && readField(field, values);
  if (typeof text !== 'string') return undefined;
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > longestSummary ? `${line.slice(0, longestSummary - 1).trimEnd()}…` : line;
}

function placesOf(values: DraftValues) {
  const address = one(values, 'address').replaceAll(/\s*[\r\n]+\s*/g, ', ');
  const area = one(values, 'area');
  if (address === '' && area === '') return [];
  return [
    {
      role: 'matter',
      ...(address !== '' && { address }),
      areas: area === '' ? [] : [area],
    },
  ];
}

const present = (values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

/** The body of the command that submits these answers; the pipeline checks it. */
export function submissionOf(
  visit: Visit,
  offered: Offered,
  values: DraftValues,
): Record<string, unknown> {
  const { subject } = offered.service.definition;
  const key = one(values, 'subject');
  return present({
    start: startOf(offered, values)?.code,
    type: typeOf(offered, values),
    parties: askedParties(offered, values).flatMap((asked) => partyIn(asked, values) ?? []),
    answers: readAnswers(answeredFields(visit, offered, values), values) satisfies JsonObject,
    places: placesOf(values),
    documents: documentsIn(
      offered.service.documents(typeOf(offered, values)).map(({ kind }) => kind),
      values,
    ),
    subject: subject && key !== '' ? { registry: subject.registry, key } : undefined,
    summary: summaryOf(visit, offered, values),
    language: visit.language,
  });
}
