import type { Rejection } from '../../kernel/rejection.js';
import { ok, type Result } from '../../kernel/result.js';
import { occasionOf } from '../../kernel/settle-then-decide.js';
import type { State } from '../../service/schema/index.js';
import { ownersOf } from '../amendments.js';
import type { CaseBody } from '../commands.js';
import type { CaseContext } from '../context.js';
import { Course, stateOf } from '../course.js';
import { missingKinds, numbered } from '../documents.js';
import { submittedCase } from '../evolve-submission.js';
import type { CaseEvent } from '../events.js';
import type { CaseDocument, Party } from '../header.js';
import { momentAt, type Moment } from '../moment.js';
import { pick } from '../pick.js';
import { reject } from '../rejections.js';
import { ruleFacts } from '../rule-facts.js';
import { noCase, type SubmittedCase } from '../state.js';
import { follow } from '../step.js';
import { timerSettings } from '../timers.js';
import { givenFault } from './due-times.js';
import { namedParties } from './parties.js';
import { chooseStart, type Start } from './starts.js';
import {
  amountsFault,
  linksFault,
  officeFault,
  areaFault,
  placeFault,
  reservedFault,
  subjectFault,
} from './submit-faults.js';
import { typeFault } from './type-choice.js';

type Body = CaseBody<'submit'>;
type Submitted = Extract<CaseEvent, { type: 'case.submitted.v1' }>['data'];

/** Who the case is between and what comes with it, checked. */
interface Contents {
  readonly start: Start;
  readonly state: State;
  readonly parties: Party[];
  readonly documents: CaseDocument[];
}

/**
 * Begins a case: by a party, anonymously, by staff for a party, by a system or an import.
 *
 * @throws RangeError when the context brings no reference for it
 */
export function submit(context: CaseContext, body: Body): Result<Course, Rejection> {
  const moment = momentAt(context, context.now);
  if (!moment.ok) return moment;
  const contents = contentsOf(context, moment.value, body);
  if (!contents.ok) return contents;
  const data = submission(context, moment.value, body, contents.value);
  const state = submittedCase(data, occasionOf(context, {}));
  const missing = missingDocuments(context, moment.value, state);
  if (!missing.ok) return missing;
  const to = contents.value.state;
  const timers = timerSettings({
    service: context.service,
    moment: moment.value,
    state: { ...state, timers: [] },
    from: null,
    to,
    due: body.due,
    facts: () => ruleFacts(state, moment.value),
  });
  if (!timers.ok) return timers;
  const course = new Course(noCase, moment.value, context);
  course.record({ type: 'case.submitted.v1', data: { ...data, timers: timers.value } });
  follow(course, { from: null, to }, [], {});
  return ok(course);
}

const isTrusted = ({ actor, origin }: CaseContext): boolean =>
  origin === 'import' || actor.kind === 'staff' || actor.kind === 'system';

function contentsOf(context: CaseContext, { on }: Moment, body: Body): Result<Contents, Rejection> {
  const { service } = context;
  const trusted = isTrusted(context);
  const dated = context.origin === 'import' ? undefined : on;
  const start = chooseStart(context, body.start);
  if (!start.ok) return start;
  const state = stateOf(service, start.value.state);
  const fault = bodyFault(context, body, state, trusted);
  if (fault !== undefined) return fault;
  const parties = namedParties({ context, start: start.value, trusted }, body.parties);
  if (!parties.ok) return parties;
  const answers = service.validateAnswers(body.type, body.answers, dated);
  if (!answers.ok) return answers;
  const type = body.type ?? null;
  const holder = { service, type, documents: [], parties: parties.value, trusted };
  const documents = numbered(holder, body.documents, (index) => `/documents/${index}`);
  if (!documents.ok) return documents;
  return ok({ start: start.value, state, parties: parties.value, documents: documents.value });
}

const bodyFault = (context: CaseContext, body: Body, { code }: State, trusted: boolean) =>
  (trusted ? undefined : reservedFault(body)) ??
  matterFault(context, body) ??
  officeFault(context, body) ??
  amountsFault(context, body) ??
  linksFault(referenceOf(context), body, context) ??
  givenFault(
    body.due,
    [...context.service.timersOn('submission'), ...context.service.timersOn({ state: code })],
    context.now,
  );

/** What is wrong with what the case is about, and where. */
const matterFault = (context: CaseContext, body: Body) =>
  typeFault(context.service, body.type) ??
  subjectFault(context, body) ??
  placeFault(context, body) ??
  areaFault(context, body);

function referenceOf({ newReference }: CaseContext): string {
  if (newReference === undefined) throw new RangeError('A submission needs a new reference');
  return newReference;
}

/** The event without its timers, which are reckoned from it. */
function submission(
  context: CaseContext,
  moment: Moment,
  body: Body,
  { start, state, parties, documents }: Contents,
): Submitted {
  const { service, channel } = context;
  const { definition } = service;
  const reference = referenceOf(context);
  const fields = Object.keys(body.answers);
  const { places, answers, aliases, links, language, confidentiality } = body;
  return {
    reference,
    service: definition.code,
    version: definition.version,
    definedBy: definition.authority,
    start: start.code,
    state: { code: state.code, kind: state.kind },
    ...filedUnder(context, body),
    ...{ channel, places, answers, aliases, links, language, confidentiality, parties, documents },
    ...pick(body, ['type', 'subject', 'summary', 'receivedOn']),
    ...pick(definition, ['currency']),
    personalAnswers: ownersOf(service, body.type ?? null, { reference, parties, fields }),
    on: moment.on,
    timers: [],
    amounts: Object.entries(body.amounts)
      .filter(([, after]) => after !== 0)
      .map(([amount, after]) => ({ amount, before: 0, after })),
  };
}

/** Office and priority: as given, else as the type has them, else as the service. */
function filedUnder({ service }: CaseContext, body: Body): Pick<Submitted, 'office' | 'priority'> {
  const general = pick(service.definition, ['priority', 'office']);
  const type = service.type(body.type ?? '');
  const ofType = type && pick(type, ['priority', 'office']);
  return { priority: 'normal', ...general, ...ofType, ...pick(body, ['priority', 'office']) };
}

/** Documents that the service requires of such a case; history is taken as it was. */
function missingDocuments(
  { service, origin }: CaseContext,
  moment: Moment,
  state: SubmittedCase,
): Result<undefined, Rejection> {
  if (origin === 'import') return ok(undefined);
  const required: string[] = [];
  for (const { kind, requiredWhen } of service.documents(state.type ?? undefined)) {
    if (requiredWhen === undefined) continue;
    const holds = service.test(requiredWhen, ruleFacts(state, moment));
    if (!holds.ok) return holds;
    if (holds.value) required.push(kind);
  }
  const missing = missingKinds(required, state.documents);
  if (missing.length === 0) return ok(undefined);
  const kinds = missing.join(', ');
  return reject('documents-missing', { kinds }, { pointer: '/documents', allowed: missing });
}
