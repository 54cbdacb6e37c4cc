import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import fc from 'fast-check';
import type { Json } from '../../domain/kernel/json.js';
import { patternFault } from '../../domain/kernel/pattern/index.js';
import { compileService } from '../../domain/service/compile.js';
import { importDigitWorkflow } from '../../domain/service/digit/index.js';
import { lintService } from '../../domain/service/lint/index.js';
import { serviceDefinitionSchema } from '../../domain/service/schema/index.js';
import { decodeCursor } from '../../projections/query/cursor.js';
import { everything } from '../../projections/query/filter.js';
import {
  environmentNames,
  readSettings,
  SettingsError,
} from '../../scripts/configuration/settings.js';
import { NoJsonError, parseWorkflow } from '../../scripts/import/digit/parse.js';
import { compileMapping } from '../../scripts/import/mapping/compile.js';
import { MappingError } from '../../scripts/import/mapping/mapping-error.js';
import { readCsv } from '../../scripts/import/read/csv.js';
import { SourceError, type RawRow } from '../../scripts/import/read/row.js';
import { readXes } from '../../scripts/import/read/xes.js';
import { readAnswers } from '../../web/forms/read.js';
import { soon } from '../fixtures/soon.js';
import { spoiledJson, spoiledText } from '../fixtures/mutations.js';

const root = join(import.meta.dirname, '..', '..', '..');
const text = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');
const json = (...path: string[]) => JSON.parse(text(...path)) as Json;
const sample = (name: string) =>
  gunzipSync(readFileSync(join(root, 'test', 'fixtures', name)))
    .toString()
    .slice(0, 20_000);

type Class = new (...parameters: never[]) => Error;

/** What was read; nothing where it was refused by an error of the given kind, which says something. */
async function readOr<T>(refusal: Class, read: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    expect(error).to.be.instanceOf(refusal);
    expect((error as Error).message).to.have.length.greaterThan(5);
    return undefined;
  }
}

async function rowsOf(rows: AsyncIterable<readonly RawRow[]>): Promise<number> {
  let count = 0;
  for await (const batch of rows) count += batch.length;
  return count;
}

async function* whole(content: string): AsyncGenerator<string> {
  yield await Promise.resolve(content);
}

const holds = <T>(arbitrary: fc.Arbitrary<T>, check: (value: T) => unknown, numRuns = 300) =>
  fc.assert(
    fc.asyncProperty(arbitrary, async (value) => {
      await check(value);
    }),
    { numRuns },
  );

describe('what comes from outside, spoiled at random, is read or refused in words:', () => {
  for (const service of ['complaint', 'traffic-fine'])
    it(`the definition of ${service}`, () =>
      holds(spoiledJson(json('services', service, 'service.json')), (definition) => {
        const parsed = serviceDefinitionSchema.safeParse(definition);
        if (!parsed.success) return;
        const errors = lintService(parsed.data).filter(({ severity }) => severity === 'error');
        if (errors.length === 0) expect(compileService(parsed.data)).to.have.property('ok');
      }));

  it('a mapping', () =>
    holds(spoiledJson(json('services', 'traffic-fine', 'import.json')), (mapping) =>
      readOr(MappingError, () => compileMapping(mapping)),
    ));

  it('a workflow of DIGIT, as JSON', () =>
    holds(spoiledJson(json('test', 'fixtures', 'digit-workflows', 'pgr.json')), (workflow) => {
      const { definitions, errors } = importDigitWorkflow(workflow);
      expect(definitions.length + errors.length).to.be.greaterThan(0);
    }));

  it('a workflow of DIGIT, as text', () => {
    const plain = text('test', 'fixtures', 'digit-workflows', 'newtl.json');
    const command = `curl --data-raw '${plain.replaceAll("'", "'\\''")}'`;
    return holds(fc.oneof(spoiledText(plain), spoiledText(command), fc.string()), (content) =>
      readOr(NoJsonError, () => parseWorkflow(content)),
    );
  });

  it('a log of XES', () =>
    holds(spoiledText(sample('road-traffic-fines-sample.xes.gz')), (content) =>
      readOr(SourceError, () =>
        rowsOf(readXes(whole(content), { columns: 'all', activity: 'concept:name' })),
      ),
    ));

  it('a table of CSV', () =>
    holds(spoiledText(sample('boston-311-2018-sample.csv.gz')), (content) =>
      readOr(SourceError, () =>
        rowsOf(readCsv(whole(content), { columns: 'all', delimiter: ',' })),
      ),
    ));

  it('settings', () => {
    const name = fc.constantFrom(...Object.values(environmentNames), 'CHARTER_', 'CHARTER_X');
    const value = fc.oneof(
      fc.string(),
      fc.integer().map(String),
      fc.constantFrom('', 'yes', '1e9'),
    );
    return holds(fc.dictionary(name, value), (environment) =>
      readOr(SettingsError, () => readSettings({}, environment)),
    );
  });

  it('a cursor', () => {
    const scope = { collection: 'cases', sort: [], filter: everything };
    return holds(fc.oneof(fc.string(), fc.base64String(), fc.json()), (cursor) => {
      expect(decodeCursor(cursor, scope)).to.equal(undefined);
    });
  });

  it('a pattern, and what is taken is fast on what it does not match', () => {
    const part = fc.constantFrom(
      ...'a b . * + ? | ( ) [ ] { } ^ $ \\'.split(' '),
      '\\d',
      '\\w',
      '[a-z]',
      '(a|b)',
      '{2,}',
      'é',
    );
    const pattern = fc.array(part, { maxLength: 12 }).map((parts) => parts.join(''));
    const long = `${'ab1'.repeat(600)}!`;
    return holds(pattern, async (source) => {
      if (patternFault(source) !== undefined) return;
      await soon(() => new RegExp(source, 'u').test(long), 250);
    });
  });

  it('a posted form', () => {
    const kinds = [
      'text',
      'number',
      'money',
      'date',
      'yes-no',
      'choice',
      'choices',
      'lines',
    ] as const;
    const fields = kinds.map((kind) => ({
      kind,
      name: kind,
      path: ['group', kind],
      label: kind,
      required: false,
      currency: 'INR',
      choices: [{ value: 'a', answer: 1, text: 'A' }],
      schema: {},
    }));
    const name = fc.constantFrom(...kinds, 'date-day', 'date-month', 'date-year', '__proto__');
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('1,00,000', '1e400', '-0', '٣', '9'.repeat(400), '1,250.50', 'yes'),
      fc.array(fc.string(), { maxLength: 3 }),
    );
    return holds(fc.dictionary(name, value), (raw) => {
      const answers = readAnswers(fields, raw);
      expect(JSON.parse(JSON.stringify(answers))).to.deep.equal(answers);
      expect(({} as { x?: unknown }).x).to.equal(undefined);
    });
  });
});
