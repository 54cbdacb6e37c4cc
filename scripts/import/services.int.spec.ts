import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { entrySchema } from '../../domain/reference/entry.js';
import { lintService, serviceDefinitionSchema } from '../../domain/service/index.js';
import { root } from '../root.js';
import { readMapping } from './mapping/compile.js';
import type { MappingKind } from './mapping/schema.js';

const imports: readonly (readonly [string, MappingKind])[] = [
  ['traffic-fine', 'xes'],
  ['animal-control', 'csv'],
];

const mappingOf = (service: string, kind: MappingKind) =>
  readMapping(join(root, 'services', service, 'import.json'), kind);
const readJson = async (path: string): Promise<unknown> =>
  JSON.parse(await readFile(path, 'utf8')) as unknown;

for (const [service, kind] of imports)
  describe(`the service ${service}`, () => {
    it('is a definition in which nothing is wrong or odd', async () => {
      const { definition } = await mappingOf(service, kind);
      expect(lintService(serviceDefinitionSchema.parse(await readJson(definition)))).to.be.empty;
    });

    it('ships reference data that can be published', async () => {
      const { reference } = await mappingOf(service, kind);
      for (const path of reference) {
        const { kind: of, entries } = (await readJson(path)) as {
          kind: string;
          entries: readonly object[];
        };
        for (const entry of entries)
          expect(entrySchema({}).safeParse({ kind: of, ...entry }).error, path).to.equal(undefined);
      }
    });
  });

describe('the tariff of penalties', () => {
  it('has 193 rows, each fine once a year', async () => {
    const path = join(root, 'services', 'traffic-fine', 'tariffs', 'penalty-total.json');
    const { entries } = (await readJson(path)) as {
      entries: readonly { value: { rows: readonly unknown[] } }[];
    };
    const rows = entries.reduce((sum, { value }) => sum + value.rows.length, 0);
    expect([entries.length, rows]).to.deep.equal([14, 193]);
  });
});
