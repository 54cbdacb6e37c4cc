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
const blockedWords = ({ t }: Visit, { blocked }: PossibleAction): string | undefined =>
  blocked.some(({ reason }) => reason === 'guard') ? t('next.blocked.guard') : undefined;

export interface NextSteps {
  /** What moves the case on. */
  readonly steps: readonly NextStep[];
  /** What else can be done. */
  readonly others: readonly NextStep[];
}

/** What the visitor can do with the case now. */
export function nextSteps(
  visit: Visit,
  reference: string,
  { actions, tasks, operations }: CaseOptions,
): NextSteps {
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
      .filter((operation) => operations.includes(operation))
      .map((operation) => ({
        href: `${base}/${operation}`,
        text: visit.t(`operation.${operation}`),
        ...open,
      })),
  };
}
