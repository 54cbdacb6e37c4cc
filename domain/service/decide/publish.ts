import type { Rejection } from '../../kernel/rejection.js';
import type { Err } from '../../kernel/result.js';
import { lintService } from '../lint/index.js';
import type { ServiceDefinition } from '../schema/index.js';
import { draftOf, newestOf, type ServiceState } from '../state.js';
import { fact, nextVersion, today, type Decide, type ServiceContext } from './context.js';
import { reject } from './rejections.js';

/**
 * Makes the draft the next version. It takes effect after the one before it, and, since cases keep the
 * version that they were submitted under, not on a day that has already passed; the first version and
 * one that is imported may.
 */
export const publish: Decide<'publish'> = ({ effectiveFrom }, state, context) => {
  const draft = draftOf(state);
  if (draft === undefined)
    return reject('no-draft', { code: context.code }, { allowed: ['draft', 'adopt'] });
  const definition = {
    ...draft.definition,
    version: nextVersion(state),
    effectiveFrom: effectiveFrom ?? draft.definition.effectiveFrom,
  };
  const fault = dateFault(definition, state, context) ?? lintFault(definition, context);
  return fault ?? fact({ type: 'service.published.v1', data: { ...draft, definition } });
};

function dateFault(
  definition: ServiceDefinition,
  state: ServiceState,
  context: ServiceContext,
): Err<Rejection> | undefined {
  const before = newestOf(state)?.definition;
  if (before === undefined) return undefined;
  const { code, effectiveFrom: from } = definition;
  const pointer = '/effectiveFrom';
  if (from <= before.effectiveFrom)
    return reject(
      'date-too-early',
      { code, version: before.version, after: before.effectiveFrom },
      { pointer },
    );
  const day = today(definition, context);
  if (context.origin !== 'import' && from < day)
    return reject('date-past', { from, today: day }, { pointer });
  return undefined;
}

function lintFault(
  definition: ServiceDefinition,
  { roles, reference }: ServiceContext,
): Err<Rejection> | undefined {
  const faults = lintService(definition, {
    ...(roles && { roles }),
    ...(reference && { reference }),
  })
    .filter(({ severity }) => severity === 'error')
    .map(({ path, message }) => ({ pointer: path, message }));
  if (faults.length === 0) return undefined;
  const { code } = definition;
  return reject('definition-faulty', { code, count: faults.length }, { faults });
}
