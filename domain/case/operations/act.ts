import type { Rejection } from '../../kernel/rejection.js';
import { ok, type Result } from '../../kernel/result.js';
import { say } from '../../kernel/text.js';
import type { Action } from '../../service/schema/index.js';
import { mayDo, partyRoles, relationOf } from '../access.js';
import { allowedActions } from '../allowed.js';
import { amendment, type Amendment } from '../amendments.js';
import { asksAssignee } from '../assigning.js';
import type { CaseBody } from '../commands.js';
import { stateOf, type Course } from '../course.js';
import { holderOf, missingKinds, numbered } from '../documents.js';
import { asksScore } from '../effects.js';
import type { CaseDocument } from '../header.js';
import { pick } from '../pick.js';
import { reject } from '../rejections.js';
import { factsWith, takeAction, type Said } from '../step.js';
import { assigneeFault } from './assign.js';
import { givenFault } from './due-times.js';
import { scoreFault } from './give-feedback.js';

type Body = CaseBody<'act'>;

/** An actor takes an action of the workflow. */
export function act(course: Course, body: Body): Result<Course, Rejection> {
  const found = openAction(course, body.action);
  if (!found.ok) return found;
  const action = found.value;
  const fault = formFault(course, action, body);
  if (fault !== undefined) return fault;
  const of = `action/${action.code}`;
  const input = course.service.validateInput(of, body.input ?? {}, course.today);
  if (!input.ok) return input;
  const said = saidWith(course, action, body);
  if (!said.ok) return said;
  const blocked = guardFault(course, action, said.value);
  if (blocked !== undefined) return blocked;
  return takeAction(course, action, { said: said.value, due: body.due });
}

/** What would be possible instead, for a rejection. */
const instead = ({ state, context }: Course) => ({
  pointer: '/action',
  allowed: allowedActions(state, context)
    .filter(({ blocked }) => blocked.length === 0)
    .map(({ code }) => code),
});

/** The action, if the workflow offers it here to this actor. */
function openAction(course: Course, code: string): Result<Action, Rejection> {
  const { state, service, context } = course;
  const action = service.action(code);
  if (action === undefined) return reject('action-unknown', { action: code }, instead(course));
  if (!service.actionsFrom(state.state).includes(action)) {
    const values = { action: code, state: state.state };
    return reject('action-not-allowed', values, instead(course));
  }
  if (!mayDo(action.by, context, partyRoles(relationOf(state, context))))
    return reject('action-forbidden', { action: code }, instead(course));
  return ok(action);
}

/** What must come with the action, and what must not. */
const formFault = (course: Course, action: Action, body: Body) =>
  commentFault(action, body) ??
  chosenFault(course, action, body) ??
  scoreOf(course, action, body) ??
  givenFault(body.due, timersOf(course, action), course.moment.at);

function commentFault({ code: action, comment: asked }: Action, { comment }: Body) {
  if (asked === 'required' && comment === undefined)
    return reject('comment-required', { action }, { pointer: '/comment' });
  if (asked === 'none' && comment !== undefined)
    return reject('comment-not-taken', { action }, { pointer: '/comment' });
  return undefined;
}

function chosenFault(course: Course, action: Action, { assignee }: Body) {
  const asks = asksAssignee(course.context, action);
  const values = { action: action.code };
  if (assignee === undefined)
    return asks === 'required'
      ? reject('assignee-required', values, { pointer: '/assignee' })
      : undefined;
  if (asks === 'none') return reject('assignee-not-taken', values, { pointer: '/assignee' });
  return assigneeFault(course, assignee);
}

function scoreOf({ service }: Course, { code, effects }: Action, { score }: Body) {
  const asks = asksScore(effects);
  if (asks && score !== undefined) return scoreFault(service, score);
  if (asks === (score !== undefined)) return undefined;
  const scale = service.definition.feedback?.scale ?? 0;
  return reject(
    asks ? 'score-required' : 'score-not-taken',
    { action: code, scale },
    { pointer: '/score' },
  );
}

/** The timers that the action starts, itself or by the state it leads to. */
function timersOf({ service, state }: Course, { code, to }: Action) {
  const byState = to === 'same' || to === state.state ? [] : service.timersOn({ state: to });
  return [...service.timersOn({ action: code }), ...byState];
}

/** All that the event is to say, with documents numbered and only those answers that change. */
function saidWith(course: Course, action: Action, body: Body): Result<Said, Rejection> {
  const { state, service } = course;
  const documents = numbered(holderOf(course), body.documents, (index) => `/documents/${index}`);
  if (!documents.ok) return documents;
  const missing = missingKinds(action.documents ?? [], [...state.documents, ...documents.value]);
  if (missing.length > 0)
    return reject(
      'documents-missing',
      { kinds: missing.join(', ') },
      { pointer: '/documents', allowed: missing },
    );
  const amends = action.effects.some(({ effect }) => effect === 'answers');
  const editable = amends ? 'all' : stateOf(service, state.state).editable;
  const amended = amendment(course, body.answers ?? {}, editable);
  return amended.ok ? ok(saidIn(body, documents.value, amended.value)) : amended;
}

const spoken = [
  'comment',
  'input',
  'assignee',
  'score',
  'valueDate',
  'effectiveFrom',
  'receivedOn',
] as const;

function saidIn(body: Body, documents: CaseDocument[], amended: Amendment | undefined): Said {
  return {
    ...pick(body, spoken),
    ...(documents.length === 0 ? {} : { documents }),
    ...(amended && { answers: amended.after, personalAnswers: amended.personalAnswers }),
  };
}

const unexplained = 'what the service demands of it does not hold yet.';

function guardFault(course: Course, action: Action, said: Said) {
  if (action.guard === undefined) return undefined;
  const holds = course.service.test(action.guard, factsWith(course, said)());
  if (!holds.ok) return holds;
  if (holds.value) return undefined;
  const { code, guardMessage: text } = action;
  const reason = text === undefined ? unexplained : say(text, 'en');
  const details = { ...instead(course), ...(text && { text }) };
  return reject('action-blocked', { action: code, reason }, details);
}
