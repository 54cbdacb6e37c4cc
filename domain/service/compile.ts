import { forms } from './compile/forms.js';
import { lookups } from './compile/lookups.js';
import { ruleFaults, ruleRunner } from './compile/rules.js';
import { staffRoles } from './compile/staff-roles.js';
import type { CompiledService } from './compiled.js';
import type { ServiceDefinition } from './schema/index.js';
import { resolveTypes } from './types.js';
import { defineRejections, type Rejection } from '../kernel/rejection.js';
import { ok, type Result } from '../kernel/result.js';

const reject = defineRejections('service', {
  unusable: {
    kind: 'invalid',
    message:
      "The definition of {code} can't be used: {count} of its rules and forms are wrong, see faults.",
  },
});

const known = new WeakMap<ServiceDefinition, Result<CompiledService, Rejection>>();

/**
 * Makes a definition ready to decide with: parts by code, rules and forms compiled.
 * The same definition object is compiled once.
 *
 * @returns `service.unusable` with a fault for each rule or form that does not compile
 */
export function compileService(definition: ServiceDefinition): Result<CompiledService, Rejection> {
  const before = known.get(definition);
  if (before !== undefined) return before;
  const result = compile(definition);
  known.set(definition, result);
  return result;
}

function compile(definition: ServiceDefinition): Result<CompiledService, Rejection> {
  const sheets = forms(definition);
  const faults = [...ruleFaults(definition), ...(sheets.ok ? [] : sheets.error)];
  if (!sheets.ok || faults.length > 0)
    return reject('unusable', { code: definition.code, count: faults.length }, { faults });
  const types = resolveTypes(definition);
  return ok({
    definition,
    ...lookups(definition),
    ...ruleRunner(definition),
    ...sheets.value,
    staffRoles: staffRoles(definition),
    type: (code) => types.get(code),
    documents: (type) =>
      (type === undefined ? undefined : types.get(type)?.documents) ?? definition.documents,
  });
}
