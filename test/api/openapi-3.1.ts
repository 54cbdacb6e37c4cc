/**
 * JSON Schema of what an OpenAPI 3.1 document may hold (OpenAPI Specification 3.1.1, section 4), for the
 * parts that Charter uses and closed to all others. Schema Objects are JSON Schema 2020-12 of their own.
 */
const closed = (
  properties: Readonly<Record<string, unknown>>,
  required: readonly string[] = [],
) => ({ type: 'object', properties, required, additionalProperties: false });
const mapOf = (value: unknown, key = '.+') => ({
  type: 'object',
  propertyNames: { pattern: key },
  additionalProperties: value,
});
const text = { type: 'string', minLength: 1 };
const schemaObject = { type: ['object', 'boolean'] };
const ref = (name: string) => ({ $ref: `#/$defs/${name}` });
const content = mapOf(
  closed({ schema: schemaObject, example: {} }, ['schema']),
  '^[a-z]+/[a-z+.-]+$',
);

export const openApi31 = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  ...closed(
    {
      openapi: { pattern: '^3\\.1\\.\\d+$' },
      info: closed(
        {
          ...{ title: text, version: text, description: text },
          license: closed({ name: text, identifier: text }, ['name']),
        },
        ['title', 'version'],
      ),
      servers: { type: 'array', items: closed({ url: text }, ['url']) },
      security: { type: 'array', items: mapOf({ type: 'array', items: text }) },
      paths: mapOf(ref('pathItem'), '^/'),
      components: closed({
        schemas: mapOf(schemaObject, '^[A-Za-z0-9._-]+$'),
        securitySchemes: mapOf(
          closed({ type: { const: 'http' }, scheme: { const: 'bearer' }, bearerFormat: text }, [
            ...['type', 'scheme'],
          ]),
        ),
      }),
    },
    ['openapi', 'info', 'paths'],
  ),
  $defs: {
    pathItem: mapOf(ref('operation'), '^(get|put|post|delete)$'),
    operation: closed(
      {
        ...{ operationId: { pattern: '^[a-z][A-Za-z]+$' }, summary: text, description: text },
        tags: { type: 'array', items: text, minItems: 1 },
        parameters: { type: 'array', items: ref('parameter') },
        requestBody: closed({ required: { type: 'boolean' }, content }, ['content']),
        responses: mapOf(ref('response'), '^([1-5]\\d\\d|[1-5]XX|default)$'),
      },
      ['operationId', 'summary', 'tags', 'responses'],
    ),
    parameter: {
      ...closed(
        {
          ...{ name: text, description: text, schema: schemaObject },
          in: { enum: ['path', 'query', 'header'] },
          required: { type: 'boolean' },
          example: true,
        },
        ['name', 'in', 'schema'],
      ),
      if: { properties: { in: { const: 'path' } } },
      then: { properties: { required: { const: true } }, required: ['required'] },
    },
    response: closed(
      {
        description: text,
        content,
        headers: mapOf(
          closed({ description: text, required: { type: 'boolean' }, schema: schemaObject }, [
            'schema',
          ]),
        ),
        links: mapOf(closed({ operationId: text, parameters: mapOf(text) }, ['operationId'])),
      },
      ['description'],
    ),
  },
};
