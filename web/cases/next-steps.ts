import type { PlainOperation } from '../../domain/case/operators.js';
import type { PossibleAction } from '../../domain/case/allowed.js';
import type { Visit } from '../base/visit.js';
import type { CaseOptions } from './options.js';

export interface NextStep {
  readonly href: string;
  readonly text: string;
  /** Why it can't be taken yet. */
  readonly blocked: string | undefined;
}

/** Operations that have a page, in the order in which they are offered. */
export const operationPages = [
  'assign',
  'comment',
  'give-feedback',
  'amend-answers',
  'attach-document',
  'extend',
  'escalate',
] as const satisfies readonly PlainOperation[];
export type OperationPage = (typeof operationPages)[number];

/** Documents that are missing can come with the step; only a rule that says no makes it wait. */
function blockedWords({ t, say }: Visit, { blocked }: PossibleAction): string | undefined {
  const guard = blocked.find((block) => block.reason === 'guard');
  if (guard === undefined) return undefined;
  return guard.message === undefined
    ? t('next.blocked.guard')
    : t('next.blocked.because', { reason: say(guard.message) });
}

/** A step of the workflow that gives the case to somebody says more than assigning it by hand. */
const assignsAnyway = ({ service, actions }: CaseOptions): boolean =>
  actions.some(
    ({ code, blocked, asks }) =>
      blocked.length === 0 &&
      asks.assignee !== 'none' &&
      (service.action(code)?.effects ?? []).some(({ effect }) => effect === 'assign'),
  );

export interface NextSteps {
  /** What moves the case on. */
  readonly steps: readonly NextStep[];
  /** What else can be done. */
  readonly others: readonly NextStep[];
}

/** What the visitor can do with the case now. */
export function nextSteps(visit: Visit, reference: string, options: CaseOptions): NextSteps {
  const { actions, tasks, operations } = options;
  const spared: OperationPage | undefined = assignsAnyway(options) ? 'assign' : undefined;
  const base = `/cases/${reference}`;
  const open = { blocked: undefined };
  return {
    steps: [
      ...tasks.map(({ group, task, title }) => ({
        href: `${base}/task/${group}/${task}`,
        text: visit.say(title),
        ...open,
      })),
      ...actions.map((action) => ({
        href: `${base}/act/${action.code}`,
        text: visit.say(action.title),
        blocked: blockedWords(visit, action),
      })),
    ],
    others: operationPages
      .filter((operation) => operations.includes(operation) && operation !== spared)
      .map((operation) => ({
        href: `${base}/${operation}`,
        text: visit.t(`operation.${operation}`),
        ...open,
      })),
  };
}
