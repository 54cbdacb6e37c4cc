import type { Party } from '../../domain/case/header.js';
import { formatReference, type CaseReference } from '../../domain/kernel/case-reference.js';
import type { CaseView } from '../../projections/cases/model.js';
import { fieldsOf } from '../forms/field.js';
import { valueAt } from '../forms/fill.js';
import { showAnswer } from '../forms/show.js';
import type { Visit } from '../base/visit.js';
import type { WebParts } from '../parts.js';
import { answersSchema } from '../../domain/service/compile/forms.js';
import { placedTypes } from '../../domain/service/types.js';
import { assigneeName, partyName } from '../words/people.js';
import { publicLimits } from './rows.js';
import type { ServiceWords } from '../words/service-words.js';

export interface Line {
  readonly label: string;
  readonly text: string;
}

type Optional = readonly (readonly [string, string | undefined])[];

const present = (visit: Visit, lines: Optional): readonly Line[] =>
  lines.flatMap(([key, text]) =>
    text === undefined || text === '' ? [] : [{ label: visit.t(key), text }],
  );

const placeWords = ({ places = [] }: Partial<CaseView>, words: ServiceWords): string =>
  places
    .map(({ address, areas }) =>
      [address ?? '', ...areas.map(words.area)].filter((part) => part !== '').join(', '),
    )
    .join('\n');

/** What the case is, line by line; what is hidden from the visitor is not there. */
export function headerLines(
  parts: WebParts,
  visit: Visit,
  view: CaseView,
  words: ServiceWords,
): readonly Line[] {
  const { t, times } = visit;
  const shown: Partial<CaseView> = view;
  const { assignee, office, priority, outcome, openedAt, resolvedAt, closedAt, dueAt } = shown;
  const moment = (at: CaseView['openedAt'] | undefined) => at && times.dateTime(at);
  const lines = present(visit, [
    ['case.reference', formatReference(view._id as CaseReference)],
    ['case.service', words.title],
    ['case.type', view.type && words.type(view.type)],
    ['case.place', placeWords(shown, words)],
    ['case.opened', moment(openedAt)],
    [
      'case.due',
      dueAt && t('case.dueWords', { date: times.dateTime(dueAt), away: times.away(dueAt) }),
    ],
    ['case.resolved', moment(resolvedAt)],
    ['case.closed', moment(closedAt)],
    ['case.outcome', outcome && t(`outcome.${outcome}`)],
    ['case.office', office && words.office(office)],
    ['case.assignee', assignee && assigneeName(parts, visit, assignee, words)],
    ['case.priority', priority && t(`priority.${priority}`)],
    ['case.feedback', shown.feedback && t('case.feedbackWords', { ...shown.feedback })],
  ]);
  return [...lines, ...limitLines(visit, view, words), ...moneyLines(shown, words)];
}

/** What passes next by law or by promise, beside the case's own due time. */
const limitLines = ({ t, times }: Visit, view: CaseView, words: ServiceWords): readonly Line[] =>
  publicLimits(view).map(({ name, dueAt }) => ({
    label: words.timer(name),
    text: t('case.dueWords', { date: times.dateTime(dueAt), away: times.away(dueAt) }),
  }));

const moneyLines = ({ amounts = {} }: Partial<CaseView>, words: ServiceWords): readonly Line[] =>
  Object.entries(amounts).map(([code, minor]) => ({
    label: words.amount(code),
    text: words.money(minor),
  }));

function partyText(parts: WebParts, visit: Visit, party: Party): string {
  const { kind, phone, email } = party;
  if (kind === 'anonymous') return visit.t('case.anonymous');
  const said = [partyName(parts, visit, party), phone, email];
  return said.filter((part) => part !== undefined).join('\n') || visit.t('case.hidden');
}

/** Parties by their role, as far as the visitor may know them. */
export const partyLines = (
  parts: WebParts,
  visit: Visit,
  { parties = [] }: Partial<CaseView>,
  words: ServiceWords,
): readonly Line[] =>
  parties.map((party) => ({
    label: words.party(party.role),
    text: partyText(parts, visit, party),
  }));

/** Answers with the words of the questions. */
export function answerLines(
  { city }: WebParts,
  visit: Visit,
  { answers, type }: Partial<CaseView>,
  { service }: ServiceWords,
): readonly Line[] {
  if (service === undefined || answers === undefined) return [];
  const { definition } = service;
  const { currency } = definition;
  const kind = placedTypes(definition.types).find((placed) => placed.type.code === type);
  const { t, times, say, language } = visit;
  const speaking = { t, times, language, zone: city.zone };
  const labels = definition.form?.labels ?? {};
  return fieldsOf(answersSchema(definition, kind), { labels, say, currency, prefix: '' }).flatMap(
    (field) => {
      const answer = valueAt(answers, field.path);
      if (answer === undefined || answer === null) return [];
      return [{ label: field.label, text: showAnswer(field, answer, speaking) }];
    },
  );
}
