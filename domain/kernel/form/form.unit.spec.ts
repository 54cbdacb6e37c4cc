import { expect } from 'chai';
import fc from 'fast-check';
import { compileForm, validateAnswers } from './index.js';
import type { Json, JsonObject } from '../json.js';

const application: JsonObject = {
  type: 'object',
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 80, personal: { of: 'applicant' } },
    born: { type: 'string', format: 'date', formatMaximum: '2010-01-01' },
    email: { type: 'string', format: 'email' },
    size: { type: 'integer', minimum: 1, maximum: 500 },
    kind: { enum: ['shop', 'office'] },
    floors: { type: 'array', items: { type: 'number' }, maxItems: 3, uniqueItems: true },
    place: { $ref: '#/$defs/address' },
    code: { type: 'string', pattern: '^[A-Z]{2}\\d{4}$' },
  },
  required: ['name', 'kind'],
  if: { properties: { kind: { const: 'shop' } } },
  then: { properties: { sign: { type: 'string' } }, required: ['size'] },
  $defs: {
    address: {
      type: 'object',
      properties: { street: { type: 'string' }, 'p/o~box': { type: 'string' } },
      required: ['street'],
    },
  },
};
const minimal = { name: 'Asha', kind: 'office' };

const faults = (schema: JsonObject, answers: Json, at?: string) => {
  const result = validateAnswers(schema, answers, at);
  if (result.ok) return [];
  expect(result.error.code).to.equal('form.invalid-answers');
  return result.error.faults?.map(({ pointer, message }) => `${pointer} ${message}`);
};
const field = (schema: Json, value: Json) =>
  faults({ type: 'object', properties: { x: schema } }, { x: value });

const schemaFault = (schema: JsonObject): string => {
  const result = compileForm(schema);
  if (result.ok) throw new Error('the schema was taken');
  expect(result.error.code).to.equal('form.invalid-schema');
  return result.error.message;
};
const schemaFieldFault = (schema: Json) =>
  schemaFault({ type: 'object', properties: { x: schema } });

describe('form', () => {
  it('gives back answers that are as asked for', () => {
    const answers = {
      ...minimal,
      born: '1990-05-17',
      email: 'asha@example.org',
      floors: [1, 2],
      place: { street: 'Mall Road' },
      code: 'AB1234',
    };
    expect(validateAnswers(application, answers)).to.eql({ ok: true, value: answers });
  });

  it('tells every fault at once, each at its place within the input', () => {
    const answers = { kind: 'hut', size: 0, floors: [1, 1], place: {}, 'a/b': 1 };
    expect(faults(application, answers, '/answers')).to.have.members([
      '/answers/name must be given',
      '/answers/kind must be one of "shop", "office"',
      '/answers/size must be at least 1',
      '/answers/floors has the same entry twice, as number 1 and 2',
      '/answers/place/street must be given',
      '/answers/a~1b is not asked for here',
    ]);
  });

  it('names the first fault in the message', () => {
    const result = validateAnswers(application, { name: 'Asha', kind: 'hut' }, '/answers');
    expect(!result.ok && result.error).to.include({
      kind: 'invalid',
      pointer: '/answers/kind',
      message: 'The answer at /answers/kind must be one of "shop", "office".',
    });
  });

  it('asks by condition, and takes fields that only the condition names', () => {
    expect(faults(application, { name: 'A', kind: 'shop', size: 3, sign: 'x' })).to.eql([]);
    expect(faults(application, { ...minimal, sign: 'x' })).to.eql(['/sign is not asked for here']);
  });

  it('does not blame fields of a branch that failed for another reason', () => {
    expect(faults(application, { name: 'A', kind: 'shop', sign: 'x' })).to.eql([
      '/size must be given',
    ]);
  });

  it('reports a choice as a whole, not its branches', () => {
    const choice = {
      oneOf: [
        { type: 'string', maxLength: 2 },
        { type: 'number', minimum: 5 },
      ],
    };
    expect(field(choice, 'long')).to.eql(['/x fits none of the forms it may have']);
    const both = { oneOf: [{ type: 'number' }, { type: 'integer' }] };
    expect(field(both, 3)).to.eql(['/x fits more than one of the forms it may have']);
  });

  it('refuses fields that an object within does not name, unless it says so', () => {
    const open = { type: 'object', additionalProperties: { type: 'number' } };
    expect(field(open, { any: 1 })).to.eql([]);
    expect(field({ type: 'object', properties: {} }, { any: 1 })).to.eql([
      '/x/any is not asked for here',
    ]);
    expect(field({ type: 'array', items: { type: 'object' } }, [{ any: 1 }])).to.eql([
      '/x/0/any is not asked for here',
    ]);
    expect(field({}, { any: 1 })).to.eql([]);
  });

  it('takes what all parts of a schema name together', () => {
    const schema: JsonObject = {
      type: 'object',
      properties: { a: true },
      allOf: [{ properties: { b: true } }, { $ref: '#/$defs/more' }],
      $defs: { more: { properties: { c: true } } },
    };
    expect(faults(schema, { a: 1, b: 2, c: 3 })).to.eql([]);
    expect(faults(schema, { d: 4 })).to.eql(['/d is not asked for here']);
  });

  for (const name of ['__proto__', 'constructor', 'toString'])
    it(`refuses a field called ${name} that it does not ask for`, () => {
      const answers = JSON.parse(`{"name":"A","kind":"office","${name}":{"x":1}}`) as Json;
      expect(faults(application, answers)).to.eql([`/${name} is not asked for here`]);
    });

  it('may ask for a field called constructor', () => {
    const schema = { type: 'object', properties: { constructor: { type: 'string' } } };
    expect(faults(schema, { constructor: 'Asha' })).to.eql([]);
  });

  const words: readonly (readonly [Json, Json, string])[] = [
    [{ type: 'string' }, 1, '/x must be text'],
    [{ type: ['number', 'null'] }, 'a', '/x must be a number or empty'],
    [{ type: 'boolean' }, 1, '/x must be yes or no'],
    [{ const: 'yes' }, 'no', '/x must be "yes"'],
    [{ minLength: 2 }, 'a', '/x must have at least 2 characters'],
    [{ maxLength: 1 }, 'ab', '/x must have at most 1 character'],
    [{ pattern: '^a$' }, 'b', '/x must have the form asked for'],
    [{ format: 'date' }, '31.5.2024', '/x must be a date, like 2024-05-31'],
    [{ format: 'email' }, 'asha', '/x must be an e-mail address'],
    [
      { type: 'string', format: 'date', formatMinimum: '2024-01-01' },
      '2023-01-01',
      '/x must not be earlier than 2024-01-01',
    ],
    [{ exclusiveMinimum: 1 }, 1, '/x must be more than 1'],
    [{ maximum: 1 }, 2, '/x must be at most 1'],
    [{ multipleOf: 5 }, 7, '/x must be a multiple of 5'],
    [{ minItems: 1 }, [], '/x must have at least 1 entry'],
    [{ maxItems: 1 }, [1, 2], '/x must have at most 1 entry'],
    [{ prefixItems: [true], items: false }, [1, 2], '/x must have at most 1 entry'],
    [{ contains: { const: 1 } }, [2], '/x must have at least 1 entry of the kind asked for'],
    [{ type: 'object', minProperties: 1 }, {}, '/x must have at least 1 field'],
    [
      { type: 'object', properties: { a: true, b: true }, dependentRequired: { a: ['b'] } },
      { a: 1 },
      '/x/b must be given where "a" is',
    ],
    [{ not: { const: 1 } }, 1, '/x has a value that is ruled out'],
    [false, 1, '/x is not asked for here'],
  ];
  for (const [schema, value, expected] of words)
    it(`says: ${expected}`, () => {
      expect(field(schema, value)).to.include(expected);
    });

  it('tells patterns apart', () => {
    const properties = { a: { pattern: '^a$' }, b: { pattern: '^b$' } };
    expect(faults({ type: 'object', properties }, { a: 'b', b: 'b' })).to.eql([
      '/a must have the form asked for',
    ]);
  });

  it('tries no pattern on very long text', () => {
    expect(field({ type: 'string', pattern: '^a*$' }, 'a'.repeat(2001))).to.eql([
      '/x must have the form asked for',
    ]);
  });

  it('reports at most 50 faults', () => {
    const list = { type: 'array', items: { type: 'string' } };
    expect(field(list, new Array<number>(400).fill(1))).to.have.length(50);
  });

  it('refuses answers of too many values or levels, or very long text', () => {
    const deep = Array.from({ length: 40 }).reduce<Json>((inner) => [inner], 1);
    for (const value of [deep, new Array<number>(10_001).fill(1), 'x'.repeat(20_001)]) {
      const result = validateAnswers({ type: 'object', properties: { x: {} } }, { x: value });
      expect(!result.ok && result.error.code).to.equal('form.too-many-answers');
    }
  });

  it('refuses answers that are no object', () => {
    for (const answers of [null, [], 'x', 1])
      expect(faults(application, answers)).to.eql([' must be a group of fields']);
  });

  it('is compiled once for the same object', () => {
    expect(compileForm(application)).to.equal(compileForm(application));
  });

  it('takes or refuses any JSON, and never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        validateAnswers(application, value as Json);
        compileForm({ type: 'object', properties: { x: value as Json } });
      }),
    );
  });
});

describe('a refused form', () => {
  const refused: readonly (readonly [string, Json, RegExp])[] = [
    ['a pattern that backtracks', { pattern: '^(a+)+$' }, /backtracks.*at \/properties\/x\)/],
    ['a pattern that is none', { pattern: '(' }, /Unterminated group/],
    ['a field pattern that backtracks', { patternProperties: { '^(a|a)*$': true } }, /backtracks/],
    ['an unknown keyword', { widget: 'slider' }, /widget/],
    ['an unknown format', { type: 'string', format: 'postcode' }, /postcode/],
    ['a remote reference', { $ref: 'https://example.org/a.json' }, /leads to no schema/],
    ['a reference to nothing', { $ref: '#/$defs/none' }, /leads to no schema/],
    ['a reference into a prototype', { $ref: '#/constructor' }, /leads to no schema/],
    ['a reference in a circle', { $ref: '#/properties/x' }, /refers to itself/],
    ['an id', { $id: 'x' }, /"\$id" is not supported/],
    ['another dialect', { $schema: 'http://json-schema.org/draft-07/schema#' }, /dialect/],
    ['unique items without bound', { type: 'array', uniqueItems: true }, /maxItems/],
    ['a keyword of the wrong type', { minLength: 'x' }, /must be/],
    ['a past that is not said with true', { past: 'yes' }, /must be/],
    ['personal data of nobody', { personal: {} }, /personal/],
  ];
  for (const [what, schema, words] of refused)
    it(`has ${what}`, () => {
      expect(schemaFieldFault(schema)).to.match(words);
    });

  it('is no object', () => {
    expect(schemaFault({ type: 'array' })).to.match(/not "object"/);
  });

  it('is too large', () => {
    expect(schemaFault({ type: 'object', title: 'x'.repeat(65_536) })).to.match(/larger than/);
  });

  it('is nested too deeply', () => {
    const deep = Array.from({ length: 80 }).reduce<JsonObject>(
      (inner) => ({ type: 'object', properties: { a: inner } }),
      { type: 'string' },
    );
    expect(schemaFault(deep)).to.match(/nested too deeply/);
  });

  it('doubles itself by references', () => {
    const names = Array.from({ length: 20 }, (_, index) => `d${index}`);
    const $defs = Object.fromEntries(
      names.map((name, index) => {
        const next = names[index + 1];
        const double =
          next === undefined ? [] : [{ $ref: `#/$defs/${next}` }, { $ref: `#/$defs/${next}` }];
        return [name, next === undefined ? { type: 'string' } : { allOf: double }];
      }),
    );
    expect(
      schemaFault({ type: 'object', properties: { x: { $ref: '#/$defs/d0' } }, $defs }),
    ).to.match(/more than 5000 subschemas/);
  });
});
