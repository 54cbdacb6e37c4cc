import type { Fault } from './fault.js';
import { compileForm } from '../../kernel/form/index.js';
import type { JsonObject } from '../../kernel/json.js';
import { err, ok, type Result } from '../../kernel/result.js';

/** Finds what is wrong with a value; pointers are relative to it. */
export type Validator = (value: JsonObject) => readonly Fault[];

/** Prepares a JSON Schema; the error says why it can't be. */
export function validator(schema: JsonObject): Result<Validator, string> {
  const form = compileForm(schema);
  if (!form.ok) return err(form.error.message);
  return ok((value) => {
    const result = form.value.validate(value);
    if (result.ok) return [];
    const { faults, pointer = '', message } = result.error;
    return faults ?? [{ pointer, message }];
  });
}
