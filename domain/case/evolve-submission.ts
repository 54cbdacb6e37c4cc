import type { Occasion } from '../kernel/decider.js';
import type { PlainDate } from '../kernel/instant.js';
import type { CaseEvent } from './events.js';
import type { CaseHeader, OpenCase } from './state.js';
import { applySettings } from './timer-states.js';

type Submitted = Extract<CaseEvent, { type: 'case.submitted.v1' }>['data'];

const headerOf = (data: Submitted, { authority, occurredAt }: Occasion): CaseHeader => ({
  reference: data.reference,
  authority,
  service: data.service,
  version: data.version,
  definedBy: data.definedBy,
  start: data.start,
  channel: data.channel,
  language: data.language,
  openedAt: occurredAt,
  openedOn: data.on as PlainDate,
  receivedOn: data.receivedOn ?? null,
  subject: data.subject ?? null,
  aliases: data.aliases,
});

/** The state that a submission begins. */
export function submittedCase(data: Submitted, occasion: Occasion): OpenCase {
  const { occurredAt } = occasion;
  return {
    status: 'open',
    ending: null,
    header: headerOf(data, occasion),
    type: data.type ?? null,
    office: data.office ?? null,
    priority: data.priority,
    confidentiality: data.confidentiality,
    parties: data.parties,
    places: data.places,
    answers: data.answers,
    personalAnswers: data.personalAnswers,
    documents: data.documents.map((document) => ({ ...document, review: 'pending' })),
    links: data.links,
    amounts: Object.fromEntries(data.amounts.map(({ amount, after }) => [amount, after])),
    state: data.state.code,
    kind: data.state.kind,
    enteredAt: occurredAt,
    workingTime: 0,
    countedAt: occurredAt,
    timers: applySettings([], data.timers, occurredAt, data.state.code),
    tasks: [],
    assignee: null,
    holders: {},
    level: 0,
    reopened: 0,
    lastAt: occurredAt,
  };
}
