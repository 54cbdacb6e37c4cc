import type { ServiceDefinition } from '../schema/index.js';
import { checkActions } from './actions.js';
import { checkCodes } from './codes.js';
import { checkEffects } from './effects.js';
import type { Check, Finding, Surroundings } from './finding.js';
import { checkForms } from './forms.js';
import { checkMarks } from './marks.js';
import { checkPolicies } from './policies.js';
import { checkReference } from './reference.js';
import { checkRoles } from './roles.js';
import { checkRules } from './rules.js';
import { checkStarts } from './starts.js';
import { checkStates } from './states.js';
import { checkTasks } from './tasks.js';
import { checkTimers } from './timers.js';

export type { Finding, Surroundings } from './finding.js';

const checks: readonly Check[] = [
  checkCodes,
  checkStarts,
  checkStates,
  checkActions,
  checkTasks,
  checkTimers,
  checkEffects,
  checkPolicies,
  checkRules,
  checkForms,
  checkMarks,
  checkRoles,
  checkReference,
];

/**
 * Everything wrong or odd in a definition, errors first. An error stops publishing, a warning is shown.
 *
 * @example
 * lintService(definition, { roles: new Set(['clerk']) }).filter(({ severity }) => severity === 'error')
 */
export const lintService = (
  definition: ServiceDefinition,
  around: Surroundings = {},
): readonly Finding[] =>
  checks
    .flatMap((check) => check(definition, around))
    .sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'));
