import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { root } from '../root.js';
import { schemaFile, serviceSchemaText } from './schema.js';

describe('JSON Schema of service definitions', () => {
  it('is that of the present code: after a change run `npm run service-schema`', () => {
    expect(readFileSync(path.join(root, schemaFile), 'utf8')).to.equal(serviceSchemaText());
  });
});
