import { z } from 'zod';
import { serviceDefinitionSchema } from '../../domain/service/index.js';

/** JSON Schema (2020-12) of a service definition as an author writes it, for editors and other tools. */
export function serviceJsonSchema(): object {
  return {
    title: 'Service definition',
    description: 'A service as data: who may apply for what, what is asked, how it is decided.',
    ...z.toJSONSchema(serviceDefinitionSchema, { io: 'input', target: 'draft-2020-12' }),
  };
}

/** The schema as the text of its file. */
export const serviceSchemaText = (): string => `${JSON.stringify(serviceJsonSchema(), null, 2)}\n`;

export const schemaFile = 'services/service.schema.json';
