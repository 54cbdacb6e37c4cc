import type { Decision } from '../kernel/decider.js';
import type { Rejection } from '../kernel/rejection.js';
import { ok, type Result } from '../kernel/result.js';
import type { CaseCommand } from './commands.js';
import type { CaseContext } from './context.js';
import { Course } from './course.js';
import type { CaseEvent } from './events.js';
import { momentAt } from './moment.js';
import { act } from './operations/act.js';
import { amendAnswers } from './operations/amend-answers.js';
import { assign } from './operations/assign.js';
import { comment } from './operations/comment.js';
import { completeTask } from './operations/complete-task.js';
import { attachDocument, reviewDocument } from './operations/documents.js';
import { escalateByHand } from './operations/escalate.js';
import { extend } from './operations/extend.js';
import { giveFeedback } from './operations/give-feedback.js';
import { link, unlink } from './operations/links.js';
import { reclassify } from './operations/reclassify.js';
import { submit } from './operations/submit.js';
import { reject } from './rejections.js';
import type { CaseState } from './state.js';

/** What a command comes to, on a case that was settled before. */
export function decide(
  command: CaseCommand,
  state: CaseState,
  context: CaseContext,
): Result<readonly Decision<CaseEvent>[], Rejection> {
  const course = run(command, state, context);
  return course.ok ? ok(course.value.decisions) : course;
}

function run(
  command: CaseCommand,
  state: CaseState,
  context: CaseContext,
): Result<Course, Rejection> {
  if (state.status === 'none')
    return command.operation === 'submit' ? submit(context, command.body) : reject('unknown');
  if (command.operation === 'submit')
    return reject('exists', { reference: state.header.reference });
  const moment = momentAt(context, context.now);
  return moment.ok ? carryOut(command, new Course(state, moment.value, context)) : moment;
}

function carryOut(
  command: Exclude<CaseCommand, { operation: 'submit' }>,
  course: Course,
): Result<Course, Rejection> {
  switch (command.operation) {
    case 'act':
      return act(course, command.body);
    case 'comment':
      return comment(course, command.body);
    case 'assign':
      return assign(course, command.body);
    case 'amend-answers':
      return amendAnswers(course, command.body);
    case 'attach-document':
      return attachDocument(course, command.body);
    case 'review-document':
      return reviewDocument(course, command.body);
    case 'link':
      return link(course, command.body);
    case 'unlink':
      return unlink(course, command.body);
    case 'extend':
      return extend(course, command.body);
    case 'escalate':
      return escalateByHand(course, command.body);
    case 'complete-task':
      return completeTask(course, command.body);
    case 'give-feedback':
      return giveFeedback(course, command.body);
    case 'reclassify':
      return reclassify(course, command.body);
    case 'settle':
      return ok(course);
  }
}
