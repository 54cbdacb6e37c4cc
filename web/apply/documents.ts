import { localDate } from '../../domain/kernel/calendar/index.js';
import type { RuleFacts } from '../../domain/service/compiled.js';
import type { DocumentRule } from '../../domain/service/schema/index.js';
import { readAnswers } from '../forms/read.js';
import type { Field } from '../forms/field.js';
import { one, type Visit } from '../base/visit.js';
import { startOf, typeOf, type Offered } from './application.js';
import type { DraftValues } from './drafts.js';

/** What follows from the chosen kind, or from the service where there is none. */
function kindFacts(offered: Offered, values: DraftValues) {
  const { definition, type } = offered.service;
  const chosen = typeOf(offered, values);
  const { priority, office = null } =
    (chosen === undefined ? undefined : type(chosen)) ?? definition;
  return { type: chosen ?? null, priority, office };
}

/** What the rules of documents may know of a case that is not there yet. */
function factsOf(
  visit: Visit,
  offered: Offered,
  values: DraftValues,
  answered: readonly Field[],
): RuleFacts {
  const on = localDate(visit.now, offered.zone);
  const area = one(values, 'area');
  return {
    answers: readAnswers(answered, values),
    input: {},
    amounts: {},
    documents: [],
    tasks: {},
    case: {
      ...kindFacts(offered, values),
      state: startOf(offered, values)?.state ?? '',
      channel: visit.caller.channel,
      openedOn: on,
      areas: area === '' ? [] : [area],
      reopened: 0,
    },
    on,
  };
}

export interface AskedDocument {
  readonly rule: DocumentRule;
  readonly required: boolean;
}

/** Documents of an application: those that must come with it, and those that may; not what a later step brings. */
export function askedDocuments(
  visit: Visit,
  offered: Offered,
  values: DraftValues,
  answered: readonly Field[],
): readonly AskedDocument[] {
  const { service } = offered;
  const facts = factsOf(visit, offered, values, answered);
  const later = new Set(
    service.definition.workflow.actions.flatMap(({ documents }) => documents ?? []),
  );
  return service.documents(typeOf(offered, values)).flatMap((rule) => {
    if (rule.by === 'staff') return [];
    const holds = rule.requiredWhen !== undefined && service.test(rule.requiredWhen, facts);
    const required = holds !== false && holds.ok && holds.value;
    return required || !later.has(rule.kind) ? [{ rule, required }] : [];
  });
}
