import type { Authority } from '../kernel/authority.js';
import type { PlainDate } from '../kernel/instant.js';
import { defineRejections, type Rejection } from '../kernel/rejection.js';
import { ok, type Result } from '../kernel/result.js';
import type { Overrides } from './commands.js';
import type { ServiceDefinition } from './schema/index.js';
import { textsOf, withTexts } from './texts.js';

const reject = defineRejections('service', {
  'not-overridable': {
    kind: 'forbidden',
    message: '{authority} does not let others override the {part} of {code}.',
  },
  'override-unknown': {
    kind: 'invalid',
    message: '{code} has no {what} at {path} that could be overridden.',
  },
});

interface Adoption {
  readonly authority: Authority;
  readonly version: number;
  readonly effectiveFrom: PlainDate;
  readonly overrides: Overrides;
}

/** A complete definition for a narrower authority: the wider one's, but for what that lets it have otherwise. */
export function adopted(
  from: ServiceDefinition,
  { authority, version, effectiveFrom, overrides }: Adoption,
): Result<ServiceDefinition, Rejection> {
  const fault = refusal(from, overrides);
  if (fault !== undefined) return fault;
  const { texts = {}, limits = {}, ...parts } = overrides;
  const worded = withTexts(from, texts);
  const timers = worded.workflow.timers.map((timer) => {
    const length = limits[timer.name];
    return length === undefined ? timer : { ...timer, length };
  });
  const workflow = { ...worded.workflow, timers };
  return ok({ ...worded, ...parts, workflow, authority, version, effectiveFrom });
}

function refusal(from: ServiceDefinition, overrides: Overrides) {
  const { authority, code, overridable } = from;
  const allowed: readonly string[] = overridable;
  const forbidden = Object.keys(overrides).find((part) => !allowed.includes(part));
  if (forbidden !== undefined)
    return reject(
      'not-overridable',
      { authority, code, part: forbidden },
      { pointer: `/overrides/${forbidden}`, allowed },
    );
  const timers = new Set(from.workflow.timers.map(({ name }) => name));
  const timer = Object.keys(overrides.limits ?? {}).find((name) => !timers.has(name));
  if (timer !== undefined)
    return reject(
      'override-unknown',
      { code, what: 'timer', path: timer },
      { pointer: '/overrides/limits', allowed: [...timers] },
    );
  const texts = textsOf(from);
  const path = Object.keys(overrides.texts ?? {}).find((pointer) => !texts.has(pointer));
  if (path === undefined) return undefined;
  return reject('override-unknown', { code, what: 'text', path }, { pointer: '/overrides/texts' });
}
