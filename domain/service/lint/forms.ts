import { forms } from '../compile/forms.js';
import { declaredProperties, personalOf } from '../json-schema.js';
import type { ServiceDefinition } from '../schema/index.js';
import { placedTypes } from '../types.js';
import type { JsonObject } from '../../kernel/json.js';
import { error, mentions, unknown, warning, type Check, type Finding } from './finding.js';

/** Forms that do not compile, and fields, parties and words that do not belong together. */
export const checkForms: Check = (definition) => {
  const compiled = forms(definition);
  return [
    ...(compiled.ok
      ? []
      : compiled.error.map(({ pointer, message }) => error('form-invalid', pointer, message))),
    ...personalFaults(definition),
    ...pageFaults(definition),
    ...labelFaults(definition),
    ...requiredFaults(definition),
  ];
};

interface Field {
  readonly name: string;
  readonly schema: JsonObject;
  readonly path: string;
}

/** Fields of the form and questions of kinds. */
const fields = ({ form, types }: ServiceDefinition): readonly Field[] => {
  const listed = (properties: Readonly<Record<string, unknown>>, path: string) =>
    Object.entries(declaredProperties({ properties: properties as JsonObject })).map(
      ([name, schema]) => ({ name, schema, path: `${path}/${name}` }),
    );
  return [
    ...listed(declaredProperties(form?.schema), '/form/schema/properties'),
    ...placedTypes(types).flatMap(({ type, path }) =>
      listed(type.questions ?? {}, `${path}/questions`),
    ),
  ];
};

function personalFaults(definition: ServiceDefinition): readonly Finding[] {
  const parties = new Set(definition.parties.map(({ role }) => role));
  return fields(definition).flatMap(({ schema, path }): readonly Finding[] => {
    const { personal, ...rest } = schema;
    const role = personalOf(schema);
    if (personal !== undefined && role === undefined)
      return [
        error('personal-invalid', path, 'Say whose it is: "personal": { "of": "<party role>" }.'),
      ];
    return [
      ...unknown('party', role === undefined ? [] : [{ code: role, path }], parties),
      ...(mentionsPersonal(rest)
        ? [error('personal-nested', path, 'Only a whole answer can be personal, not a part of it.')]
        : []),
    ];
  });
}

const mentionsPersonal = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).some(([key, inner]) => key === 'personal' || mentionsPersonal(inner));

function pageFaults(definition: ServiceDefinition): readonly Finding[] {
  const { form } = definition;
  if (form === undefined || form.pages.length === 0) return [];
  const known = declaredProperties(form.schema);
  const shown = new Set(form.pages.flatMap((page) => page.fields));
  return [
    ...form.pages.flatMap((page, index) =>
      unknown('field', mentions(page.fields, `/form/pages/${index}/fields`), {
        has: (name) => name in known,
      }),
    ),
    ...Object.keys(known)
      .filter((name) => !shown.has(name))
      .map((name) =>
        warning('field-on-no-page', `/form/schema/properties/${name}`, `No page asks "${name}".`),
      ),
  ];
}

function labelFaults(definition: ServiceDefinition): readonly Finding[] {
  const all = fields(definition);
  const labels = definition.form?.labels ?? {};
  const known = new Set(all.map(({ name }) => name));
  return [
    ...all
      .filter(({ name }) => !(name in labels))
      .map(({ name, path }) => warning('field-without-words', path, `"${name}" has no label.`)),
    ...Object.keys(labels)
      .filter((name) => !known.has(name))
      .map((name) =>
        warning('label-unused', `/form/labels/${name}`, `No field has the name "${name}".`),
      ),
  ];
}

/** Questions that must be answered but are not asked. */
const requiredFaults = ({ types, form }: ServiceDefinition): readonly Finding[] =>
  placedTypes(types).flatMap(({ type, above, path }) => {
    const asked = [
      form?.schema.properties,
      ...above.map(({ questions }) => questions),
      type.questions,
    ];
    const known = new Set(asked.flatMap((questions) => Object.keys((questions ?? {}) as object)));
    return unknown('field', mentions(type.required, `${path}/required`), known);
  });
