import { LRUCache } from 'lru-cache';
import type { CompiledService } from '../compiled.js';
import { declaredProperties, personalOf } from '../json-schema.js';
import type { ServiceDefinition } from '../schema/index.js';
import { placedTypes, type PlacedType } from '../types.js';
import type { Fault } from './fault.js';
import { compileForm, type Form } from '../../kernel/form/index.js';
import type { JsonObject } from '../../kernel/json.js';
import { err, ok, type Result } from '../../kernel/result.js';

type Forms = Pick<CompiledService, 'validateAnswers' | 'validateInput' | 'personalFields'>;

/** Takes no answer at all: a form refuses what it does not name. */
const nothing: JsonObject = { type: 'object' };

const stringsIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

const asksMore = ({ type, above }: PlacedType): boolean =>
  [...above, type].some(({ questions, required }) => (questions ?? required) !== undefined);

/** What a case of a kind is asked: the service's form and the questions of the kind and of those above it. */
export function answersSchema(definition: ServiceDefinition, kind?: PlacedType): JsonObject {
  const form = definition.form?.schema ?? nothing;
  if (kind === undefined || !asksMore(kind)) return form;
  const chain = [...kind.above, kind.type];
  const properties = chain.map(({ questions }) => questions ?? {});
  return {
    ...form,
    properties: Object.assign({}, declaredProperties(form), ...properties) as JsonObject,
    required: [...stringsIn(form.required), ...chain.flatMap(({ required }) => required ?? [])],
  };
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
  input === undefined ? [] : [{ of, schema: input, path }];

interface Sheet {
  readonly form: Form;
  readonly personal: Readonly<Record<string, string>>;
}

const personalFields = (schema: JsonObject): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(declaredProperties(schema)).flatMap(([field, property]) => {
      const role = personalOf(property);
      return role === undefined ? [] : [[field, role]];
    }),
  );

const maxSchemas = 2000;
const known = new LRUCache<string, JsonObject>({ max: maxSchemas });

/** One object for schemas that say the same: a definition read again from its events compiles no form anew. */
function interned(schema: JsonObject): JsonObject {
  const text = JSON.stringify(schema);
  const first = known.get(text) ?? schema;
  known.set(text, first);
  return first;
}

/** Prepares schemas one by one and gathers what is wrong with them. */
class Workshop {
  readonly faults: Fault[] = [];

  form(schema: JsonObject, pointer: string): Form {
    const form = compileForm(interned(schema));
    if (form.ok) return form.value;
    const { message, pointer: at = '' } = form.error;
    this.faults.push({ pointer: `${pointer}${at}`, message });
    return { validate: () => form };
  }

  sheet(schema: JsonObject, pointer: string): Sheet {
    return { form: this.form(schema, pointer), personal: personalFields(schema) };
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
    inputSchemas(definition).map(({ of, schema, path }) => [of, workshop.form(schema, path)]),
  );
  const noInput = workshop.form(nothing, '');
  if (workshop.faults.length > 0) return err(workshop.faults);
  const sheet = (type: string | undefined): Sheet =>
    (type === undefined ? undefined : kinds.get(type)) ?? general;
  return ok({
    personalFields: (type) => sheet(type).personal,
    validateAnswers: (type, answers, on) => sheet(type).form.validate(answers, '/answers', on),
    validateInput: (of, input, on) => (inputs.get(of) ?? noInput).validate(input, '/input', on),
  });
}
