import { expect } from 'chai';
import { formFaultCodes, validateAnswers } from '../../domain/kernel/form/index.js';
import type { PlainDate } from '../../domain/kernel/instant.js';
import type { Json, JsonObject } from '../../domain/kernel/json.js';
import type { InputFault, Rejection } from '../../domain/kernel/rejection.js';
import { root } from '../../scripts/root.js';
import { readMessages, sayer, type Language } from '../base/language.js';
import { rejectedFields } from './check.js';
import { faultWords } from './fault-words.js';

const messages = readMessages(root);
const visitIn = (language: Language) => ({ language, t: sayer(messages[language]) });
const texts = { type: 'array', items: { type: 'string' } };
const both = { a: { type: 'string' }, b: { type: 'string' } };

/** Code of the fault, the question as asked, and an answer that has it. */
const cases: readonly (readonly [string, JsonObject, Json])[] = [
  ['type', { type: 'integer' }, 'many'],
  ['type', { type: ['string', 'null'] }, 3],
  ['choice', { enum: ['shop', 'office'] }, 'farm'],
  ['constant', { const: 7 }, 8],
  ['short', { type: 'string', minLength: 3 }, 'x'],
  ['long', { type: 'string', maxLength: 3 }, 'long'],
  ['pattern', { type: 'string', pattern: '^[A-Z]$' }, 'x'],
  ['format', { type: 'string', format: 'date' }, 'today'],
  ['format', { type: 'string', format: 'date-time' }, 'now'],
  ['least', { type: 'number', minimum: 3 }, 1],
  ['most', { type: 'number', maximum: 3 }, 4],
  ['above', { type: 'number', exclusiveMinimum: 3 }, 3],
  ['below', { type: 'number', exclusiveMaximum: 3 }, 3],
  ['not-earlier', { type: 'string', format: 'date', formatMinimum: '2020-01-01' }, '2019-01-01'],
  ['not-later', { type: 'string', format: 'date', formatMaximum: '2020-01-01' }, '2021-01-01'],
  ['later', { type: 'string', format: 'date', formatExclusiveMinimum: '2020-01-01' }, '2020-01-01'],
  [
    'earlier',
    { type: 'string', format: 'date', formatExclusiveMaximum: '2020-01-01' },
    '2020-01-01',
  ],
  ['to-come', { type: 'string', format: 'date', past: true }, '2026-03-03'],
  ['multiple', { type: 'number', multipleOf: 5 }, 7],
  ['few-entries', { ...texts, minItems: 2 }, ['a']],
  ['many-entries', { ...texts, maxItems: 1 }, ['a', 'b']],
  ['many-entries', { type: 'array', prefixItems: [{ const: 'a' }], items: false }, ['a', 'b']],
  ['twice', { ...texts, uniqueItems: true, maxItems: 9 }, ['a', 'a']],
  ['few-fitting', { ...texts, contains: { const: 'z' }, minContains: 1 }, ['a']],
  ['few-fields', { type: 'object', properties: both, minProperties: 2 }, { a: 'x' }],
  ['many-fields', { type: 'object', properties: both, maxProperties: 1 }, { a: 'x', b: 'y' }],
  ['field-name', { type: 'object', properties: both, propertyNames: { maxLength: 0 } }, { a: 'x' }],
  ['dependent', { type: 'object', properties: both, dependentRequired: { a: ['b'] } }, { a: 'x' }],
  ['no-form', { anyOf: [{ const: 1 }, { const: 2 }] }, 3],
  ['several-forms', { oneOf: [{ type: 'number' }, { const: 3 }] }, 3],
  ['ruled-out', { not: { const: 3 } }, 3],
];

const faultsOf = (schema: JsonObject, answers: Json): readonly InputFault[] => {
  const checked = validateAnswers(schema, answers, '/answers', '2026-03-02' as PlainDate);
  return checked.ok ? [] : (checked.error.faults ?? []);
};
const inQuestion = (schema: JsonObject, answer: Json): readonly InputFault[] =>
  faultsOf({ type: 'object', properties: { x: schema } }, { x: answer });
const missing = faultsOf({ type: 'object', required: ['x'], properties: { x: {} } }, {});
const unasked = faultsOf({ type: 'object', properties: {} }, { x: 1 });

describe('words for a fault of an answer', () => {
  const found = [
    ...cases.map(([code, schema, answer]) => [code, inQuestion(schema, answer)] as const),
    ['required', missing] as const,
    ['not-asked', unasked] as const,
  ];

  it('are there for every code, and every code is of a fault that can be', () => {
    const codes = new Set(found.map(([code]) => code));
    expect([...codes, 'other']).to.have.members([...formFaultCodes]);
  });

  for (const [code, faults] of found)
    it(`are in the visitor's language: ${code}`, () => {
      const fault = faults.find((one) => one.code === code);
      expect(fault, JSON.stringify(faults)).to.not.equal(undefined);
      for (const language of ['en', 'hi'] as const) {
        const text = faultWords(visitIn(language), 'LABEL', fault!);
        expect(text)
          .to.include('LABEL')
          .and.not.to.match(/[{}]|fault\./);
        const values = Object.values(fault!.values ?? {}).map(String);
        const own = [...values, 'LABEL'].reduce((rest, part) => rest.replaceAll(part, ''), text);
        expect(/[A-Za-z]/.test(own), text).to.equal(language === 'en');
      }
    });

  it('name the limit', () => {
    const [fault] = inQuestion({ type: 'number', maximum: 500 }, 501);
    expect(faultWords(visitIn('hi'), 'आकार', fault!)).to.equal('“आकार” 500 या कम हो');
    expect(faultWords(visitIn('en'), 'Size', fault!)).to.equal('“Size” must be 500 or less');
  });

  it('are English where there are none, and only for who reads it', () => {
    const fault = { pointer: '/x', message: 'must shine' };
    expect(faultWords(visitIn('en'), 'Lamp', fault)).to.equal('“Lamp”: must shine');
    expect(faultWords(visitIn('hi'), 'Lamp', fault)).not.to.include('shine');
  });
});

describe('errors of a refused form', () => {
  const field = { name: 'dueAt', path: ['dueAt'], kind: 'text', label: 'Date' } as never;
  const refused: Rejection = {
    ...{
      code: 'case.due-out-of-range',
      kind: 'invalid',
      message: 'A due time must lie after now.',
    },
    pointer: '/dueAt',
  };
  const textIn = (language: Language, rejection: Rejection) =>
    rejectedFields([field], rejection, '', visitIn(language)).map(({ text }) => text);

  it('say a rejection that is about one field in its own words', () => {
    expect(textIn('hi', refused)).to.deep.equal([messages.hi['rejection.case.due-out-of-range']]);
  });

  it('say in Hindi no English that the rule speaks', () => {
    const other = { ...refused, code: 'case.timer-date' };
    expect(textIn('en', other)).to.deep.equal(['“Date”: A due time must lie after now.']);
    expect(textIn('hi', other)).to.deep.equal([
      messages.hi['fault.refused']?.replace('{label}', 'Date'),
    ]);
  });
});
