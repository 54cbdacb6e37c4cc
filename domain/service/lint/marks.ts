import { declaredProperties } from '../json-schema.js';
import type { ServiceDefinition } from '../schema/index.js';
import { placedTypes } from '../types.js';
import { isJsonObject, type JsonObject } from '../../kernel/json.js';
import { error, warning, type Check, type Finding } from './finding.js';

/** Marks on questions, pages, documents and guards that can have no effect, or the wrong one. */
export const checkMarks: Check = (definition) => [
  ...questionsOf(definition).flatMap((asked) => markFaults(definition, asked)),
  ...pageFaults(definition),
  ...documentFaults(definition),
  ...guardFaults(definition),
];

interface Asked {
  readonly schema: JsonObject;
  readonly path: string;
}

const asked = (schema: JsonObject | undefined, path: string): readonly Asked[] =>
  schema === undefined ? [] : [{ schema, path }];

/** Every schema of the definition that asks people something. */
const questionsOf = ({ form, types, workflow }: ServiceDefinition): readonly Asked[] => [
  ...asked(form?.schema, '/form/schema'),
  ...placedTypes(types).flatMap(({ type, path }) =>
    asked(type.questions && { properties: type.questions }, path),
  ),
  ...workflow.actions.flatMap(({ input }, index) =>
    asked(input, `/workflow/actions/${index}/input`),
  ),
  ...workflow.tasks.flatMap(({ tasks }, index) =>
    tasks.flatMap(({ input }, place) =>
      asked(input, `/workflow/tasks/${index}/tasks/${place}/input`),
    ),
  ),
];

const mentions = (value: unknown, mark: string): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).some(
    ([key, inner]) => (key === mark && inner === true) || mentions(inner, mark),
  );

/** Only a date that stands in the form itself is looked at, not one that a condition adds. */
function pastFits({ past, type, format, ...rest }: JsonObject, asksAlways: boolean): boolean {
  if (mentions(rest, 'past')) return false;
  return past !== true || (asksAlways && type === 'string' && format === 'date');
}

function markFaults({ currency }: ServiceDefinition, { schema, path }: Asked): readonly Finding[] {
  return Object.entries(declaredProperties(schema)).flatMap(([name, property]) => {
    const at = `${path}/properties/${name}`;
    const asksAlways = isJsonObject(schema.properties) && Object.hasOwn(schema.properties, name);
    return [
      ...(pastFits(property, asksAlways)
        ? []
        : [error('past-invalid', at, 'Only a whole answer that is a date can be marked "past".')]),
      ...(property.money === true && property.type !== 'integer'
        ? [error('money-invalid', at, 'Money is a whole number of minor units: type "integer".')]
        : []),
      ...(mentions(property, 'money') && currency === undefined
        ? [error('currency-missing', '/currency', 'Money needs the currency of the service.')]
        : []),
    ];
  });
}

function pageFaults({ form, place }: ServiceDefinition): readonly Finding[] {
  const marked = (form?.pages ?? []).flatMap((page, index) =>
    page.place === true ? [`/form/pages/${index}/place`] : [],
  );
  const [first, second] = marked;
  if (first !== undefined && place === 'none')
    return [error('place-misplaced', first, 'The service asks for no place.')];
  return second === undefined
    ? []
    : [error('place-misplaced', second, 'Where it is, is asked on one page only.')];
}

function documentFaults({ documents, types }: ServiceDefinition): readonly Finding[] {
  const lists = [
    { list: documents, path: '/documents' },
    ...placedTypes(types).map(({ type, path }) => ({
      list: type.documents ?? [],
      path: `${path}/documents`,
    })),
  ];
  return lists.flatMap(({ list, path }) =>
    list.flatMap(({ by, requiredWhen }, index) =>
      by === 'staff' && requiredWhen !== undefined
        ? [
            error(
              'staff-document-required',
              `${path}/${index}/requiredWhen`,
              'What staff add later can not be required of an application.',
            ),
          ]
        : [],
    ),
  );
}

const guardFaults = ({ workflow }: ServiceDefinition): readonly Finding[] =>
  workflow.actions.flatMap(({ guard, guardMessage }, index) =>
    guardMessage !== undefined && guard === undefined
      ? [
          warning(
            'guard-message-unused',
            `/workflow/actions/${index}/guardMessage`,
            'There is no guard that could say no.',
          ),
        ]
      : [],
  );
