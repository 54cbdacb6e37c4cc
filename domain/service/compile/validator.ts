import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import type { Fault } from './fault.js';
import type { JsonObject } from '../../kernel/json.js';
import { err, ok, type Result } from '../../kernel/result.js';

const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false });
ajv.addKeyword({ keyword: 'personal' });

/** Finds what is wrong with a value; pointers are relative to it. */
export type Validator = (value: JsonObject) => readonly Fault[];

const fault = ({ instancePath, message }: ErrorObject): Fault => ({
  pointer: instancePath,
  message: message ?? 'not as the form asks',
});

/** Prepares a JSON Schema; the error says why it can't be. */
export function validator(schema: JsonObject): Result<Validator, string> {
  try {
    const validate = ajv.compile(schema);
    return ok((value) => (validate(value) ? [] : (validate.errors ?? []).map(fault)));
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
}
