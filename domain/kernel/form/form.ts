import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats, { type FormatName } from 'ajv-formats';
import { maxPatternInput } from '../pattern/index.js';
import { prepareSchema, SchemaFault } from './schema-check.js';
import { faultsOf, knownFormats } from './words.js';
import type { PlainDate } from '../instant.js';
import { isJsonObject, pointerSegment, type Json, type JsonObject } from '../json.js';
import { defineRejections, type Rejection } from '../rejection.js';
import { ok, type Result } from '../result.js';

const reject = defineRejections('form', {
  'invalid-schema': {
    kind: 'invalid',
    message: "The form can't be used: {reason} (at {pointer}).",
  },
  'invalid-answers': { kind: 'invalid', message: 'The answer at {pointer} {fault}.' },
  'too-many-answers': {
    kind: 'invalid',
    message:
      'The answers hold more than {most} values, are nested more than {depth} deep, or hold text of more than {length} characters.',
  },
});

const maxFaults = 50;
const maxErrors = 500;
const maxValues = 10_000;
const maxDepth = 30;
/** Also bounds what rules have to look through. */
const maxTextLength = 20_000;

/** A form's JSON Schema, ready to check answers. */
export interface Form {
  /**
   * The answers themselves when they are as asked for; else every fault with its place.
   *
   * @param at JSON pointer of the answers within the caller's input, `/answers`
   * @param on local date on which they are given: what is marked `past` must not lie after it
   */
  readonly validate: (answers: Json, at?: string, on?: PlainDate) => Result<JsonObject, Rejection>;
}

/** Text too long for a pattern is taken not to fit, untried. */
const regExp = Object.assign(
  (pattern: string, flags: string) => {
    const expression = new RegExp(pattern, flags);
    return {
      test: (text: string) => text.length <= maxPatternInput && expression.test(text),
      // ajv tells patterns apart by this.
      toString: () => String(expression),
    };
  },
  { code: 'bounded' },
);

function createAjv(): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    logger: false,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    strictTuples: false,
    code: { regExp },
  });
  formats.default(ajv, { formats: knownFormats as FormatName[], keywords: true });
  ajv.addKeyword({
    keyword: 'personal',
    metaSchema: {
      type: 'object',
      properties: { of: { type: 'string', minLength: 1, maxLength: 80 } },
      required: ['of'],
      additionalProperties: false,
    },
  });
  // Marks: `past` is checked below, since a schema knows no present; `money` says how a number is asked.
  for (const keyword of ['past', 'money']) ajv.addKeyword({ keyword, metaSchema: { const: true } });
  return ajv;
}

let shared: Ajv2020 | undefined;
const forms = new WeakMap<JsonObject, Result<Form, Rejection>>();

/**
 * Compiles the JSON Schema (2020-12) of a form; the same object is compiled once and must not change.
 *
 * References stay within the schema and do not go in circles, patterns may not backtrack, size is at
 * most 64 KB, formats are those of `ajv-formats` for dates, times, e-mail, web addresses and UUIDs
 * (also `formatMinimum` and `formatMaximum`), `personal: { of }` names whose data a field is,
 * `past: true` on a date of the outermost object refuses one to come, `money: true` says that a whole
 * number is minor units of the service's currency. An object refuses fields that its schema does not name, unless it has `additionalProperties`.
 * Nothing is coerced and no default filled in.
 */
export function compileForm(schema: JsonObject): Result<Form, Rejection> {
  const known = forms.get(schema);
  if (known !== undefined) return known;
  const form = compile(schema);
  forms.set(schema, form);
  return form;
}

function compile(schema: JsonObject): Result<Form, Rejection> {
  try {
    const prepared = prepareSchema(schema);
    shared ??= createAjv();
    const validate = shared.compile(prepared.schema);
    shared.removeSchema(prepared.schema);
    const bygone = bygoneNames(schema);
    return ok({
      validate: (answers, at = '', on) =>
        check(answers, at, (given) => [
          ...errorsOf(validate, prepared.fields)(given),
          ...datesToCome(given, bygone, on),
        ]),
    });
  } catch (error) {
    const pointer = error instanceof SchemaFault ? error.pointer : '';
    const reason = error instanceof Error ? error.message : String(error);
    return reject('invalid-schema', { reason, pointer: pointer || '/' }, { pointer });
  }
}

type Errors = (answers: Json) => readonly ErrorObject[];

const errorsOf =
  (validate: ValidateFunction, fields: ReadonlySet<string>): Errors =>
  (answers) => [
    ...(validate(answers) ? [] : (validate.errors ?? [])),
    ...inheritedNames(answers, fields, ''),
  ];

/** Fields of the outermost object whose dates must have come. */
const bygoneNames = ({ properties }: JsonObject): readonly string[] =>
  Object.entries(isJsonObject(properties) ? properties : {}).flatMap(([name, property]) =>
    isJsonObject(property) && property.past === true ? [name] : [],
  );

const datesToCome = (
  answers: Json,
  names: readonly string[],
  on: PlainDate | undefined,
): readonly ErrorObject[] =>
  names.flatMap((name) => {
    const date = isJsonObject(answers) ? answers[name] : undefined;
    return on === undefined || typeof date !== 'string' || date <= on
      ? []
      : [{ keyword: 'past', instancePath: pointerSegment(name), schemaPath: '', params: { on } }];
  });

function check(answers: Json, at: string, errorsIn: Errors): Result<JsonObject, Rejection> {
  if (!isWithin(answers))
    return reject(
      'too-many-answers',
      { most: maxValues, depth: maxDepth, length: maxTextLength },
      { pointer: at },
    );
  const errors = errorsIn(answers);
  if (errors.length === 0) return ok(answers as JsonObject);
  const faults = faultsOf(errors, at, maxErrors);
  const [first = { pointer: at, message: 'is not as asked for' }] = faults;
  return reject(
    'invalid-answers',
    { pointer: first.pointer || '/', fault: first.message },
    { pointer: first.pointer, faults: faults.slice(0, maxFaults) },
  );
}

/**
 * Fields called like something that every object inherits (`__proto__`, `toString`) and that the
 * form does not ask for: ajv looks names up in plain objects and so takes them for asked.
 */
function inheritedNames(
  value: Json,
  fields: ReadonlySet<string>,
  instancePath: string,
): readonly ErrorObject[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]: [string, Json]) =>
    name in Object.prototype && !fields.has(name)
      ? [strange(name, instancePath)]
      : inheritedNames(item, fields, instancePath + pointerSegment(name)),
  );
}

const strange = (additionalProperty: string, instancePath: string): ErrorObject => ({
  keyword: 'additionalProperties',
  instancePath,
  schemaPath: '',
  params: { additionalProperty },
});

function isWithin(answers: Json): boolean {
  let values = 0;
  const count = (value: Json, depth: number): boolean => {
    if (++values > maxValues || depth > maxDepth) return false;
    if (typeof value === 'string') return value.length <= maxTextLength;
    if (typeof value !== 'object' || value === null) return true;
    return Object.values(value).every((item: Json) => count(item, depth + 1));
  };
  return count(answers, 0);
}

/** Compiles where needed and validates: see `compileForm` and `Form.validate`. */
export function validateAnswers(
  schema: JsonObject,
  answers: Json,
  at = '',
  on?: PlainDate,
): Result<JsonObject, Rejection> {
  const form = compileForm(schema);
  return form.ok ? form.value.validate(answers, at, on) : form;
}
