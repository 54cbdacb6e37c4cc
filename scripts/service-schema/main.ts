// Writes the JSON Schema of service definitions: run after a change of domain/service/schema.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../root.js';
import { schemaFile, serviceSchemaText } from './schema.js';

writeFileSync(path.join(root, schemaFile), serviceSchemaText());
