import type { CompiledService } from '../compiled.js';
import { declaredProperties, personalOf } from '../json-schema.js';
import type { ServiceDefinition } from '../schema/index.js';
import { placedTypes, type PlacedType } from '../types.js';
import type { Fault } from './fault.js';
import { validator, type Validator } from './validator.js';
import type { JsonObject } from '../../kernel/json.js';
import { defineRejections, type Rejection } from '../../kernel/rejection.js';
import { err, ok, type Result } from '../../kernel/result.js';

const reject = defineRejections('service', {
  'answers-invalid': {
    kind: 'invalid',
    message: 'Some answers are not as the form of this service asks: see faults.',
  },
  'input-invalid': {
    kind: 'invalid',
    message: 'What came with {of} is not as it asks: see faults.',
  },
});

type Forms = Pick<CompiledService, 'validateAnswers' | 'validateInput' | 'personalFields'>;

const nothing: JsonObject = { type: 'object', properties: {} };

/** An object's schema that takes only what it names, unless it says otherwise: what is not asked can't be known to be personal. */
const closed = (schema: JsonObject): JsonObject => ({
  type: 'object',
  ...('unevaluatedProperties' in schema ? {} : { additionalProperties: false }),
  ...schema,
});

const stringsIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

const asksMore = ({ type, above }: PlacedType): boolean =>
  [...above, type].some(({ questions, required }) => (questions ?? required) !== undefined);

/** What a case of a kind is asked: the service's form and the questions of the kind and of those above it. */
export function answersSchema(definition: ServiceDefinition, kind?: PlacedType): JsonObject {
  const form = definition.form?.schema ?? nothing;
  if (kind === undefined || !asksMore(kind)) return closed(form);
  const chain = [...kind.above, kind.type];
  const properties = chain.map(({ questions }) => questions ?? {});
  return closed({
    ...form,
    properties: Object.assign({}, declaredProperties(form), ...properties) as JsonObject,
    required: [...stringsIn(form.required), ...chain.flatMap(({ required }) => required ?? [])],
  });
}

interface InputSchema {
  /** `action/<code>` or `task/<group>/<task>`. */
  readonly of: string;
  readonly schema: JsonObject;
  readonly path: string;
}

/** What actions and tasks ask. */
const inputSchemas = ({ workflow }: ServiceDefinition): readonly InputSchema[] => [
  ...workflow.actions.flatMap(({ code, input }, index) =>
    asked(`action/${code}`, input, `/workflow/actions/${index}/input`),
  ),
  ...workflow.tasks.flatMap((group, index) =>
    group.tasks.flatMap(({ code, input }, place) =>
      asked(`task/${group.code}/${code}`, input, `/workflow/tasks/${index}/tasks/${place}/input`),
    ),
  ),
];

const asked = (of: string, input: JsonObject | undefined, path: string): readonly InputSchema[] =>
  input === undefined ? [] : [{ of, schema: closed(input), path }];

interface Sheet {
  readonly validate: Validator;
  readonly personal: Readonly<Record<string, string>>;
}

const personalFields = (schema: JsonObject): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(declaredProperties(schema)).flatMap(([field, property]) => {
      const role = personalOf(property);
      return role === undefined ? [] : [[field, role]];
    }),
  );

/** Prepares schemas one by one and gathers what is wrong with them. */
class Workshop {
  readonly faults: Fault[] = [];

  validator(schema: JsonObject, pointer: string): Validator {
    const result = validator(schema);
    if (result.ok) return result.value;
    this.faults.push({ pointer, message: result.error });
    return () => [];
  }

  sheet(schema: JsonObject, pointer: string): Sheet {
    return { validate: this.validator(schema, pointer), personal: personalFields(schema) };
  }
}

/** Checks answers and input against the schemas of a definition; or what is wrong with those. */
export function forms(definition: ServiceDefinition): Result<Forms, readonly Fault[]> {
  const workshop = new Workshop();
  const general = workshop.sheet(answersSchema(definition), '/form/schema');
  const kinds = new Map<string, Sheet>(
    placedTypes(definition.types).map((kind) => [
      kind.type.code,
      asksMore(kind)
        ? workshop.sheet(answersSchema(definition, kind), `${kind.path}/questions`)
        : general,
    ]),
  );
  const inputs = new Map(
    inputSchemas(definition).map(({ of, schema, path }) => [of, workshop.validator(schema, path)]),
  );
  if (workshop.faults.length > 0) return err(workshop.faults);
  const sheet = (type: string | undefined): Sheet =>
    (type === undefined ? undefined : kinds.get(type)) ?? general;
  return ok({
    personalFields: (type) => sheet(type).personal,
    validateAnswers: (type, answers) => check(sheet(type).validate, answers, 'answers'),
    validateInput: (of, input) => check(inputs.get(of) ?? noInput, input, 'input', of),
  });
}

const noInput: Validator = (input) =>
  Object.keys(input).map((field) => ({ pointer: `/${field}`, message: 'nothing is asked here' }));

function check(
  validate: Validator,
  value: JsonObject,
  at: 'answers' | 'input',
  of = '',
): Result<JsonObject, Rejection> {
  const faults = validate(value).map(({ pointer, message }) => ({
    pointer: `/${at}${pointer}`,
    message,
  }));
  if (faults.length === 0) return ok(value);
  return reject(`${at}-invalid`, { of }, { pointer: `/${at}`, faults });
}
