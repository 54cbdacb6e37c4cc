import { expect } from 'chai';
import { z } from 'zod';
import { faultCount, issueWords } from './issue-words.js';

const animals = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('cat') }),
  z.strictObject({ kind: z.enum(['dog', 'wolf']) }),
]);

const cases: readonly (readonly [string, z.ZodType, unknown, string])[] = [
  ['a missing text', z.string(), undefined, 'must be given: a text'],
  ['a missing date', z.iso.date(), undefined, 'must be given: a date, like 2026-03-31'],
  ['a missing choice', z.enum(['a', 'b']), undefined, 'must be given: one of a, b'],
  ['a missing kind', animals, {}, 'must be given: one of cat, dog, wolf'],
  ['a missing union', z.union([z.string(), z.number()]), undefined, 'must be given'],
  ['another type', z.string(), 1, 'must be a text, not a number'],
  ['a list for a text', z.string(), [], 'must be a text, not a list'],
  ['a list for an object', z.object({}), [], 'must be an object, not a list'],
  ['null', z.array(z.string()), null, 'must be a list, not null'],
  ['a text for a number', z.int(), '1', 'must be a whole number, not a text'],
  ['a fraction', z.int(), 1.5, 'must be a whole number'],
  ['a parameter that is no number', z.coerce.number(), 'many', 'must be a number'],
  ['a text for a flag', z.boolean(), 'yes', 'must be true or false, not a text'],
  ['no date', z.iso.date(), '2026-02-30', 'must be a date, like 2026-03-31'],
  [
    'no time',
    z.iso.datetime({ offset: true }),
    'noon',
    'must be a time with its offset, like 2026-03-31T09:30:00Z',
  ],
  ['no address', z.email(), 'asha', 'must be an e-mail address, like asha@example.org'],
  ['another form', z.string().regex(/^a$/), 'b', 'must be of the form asked for'],
  ['a form with words of its own', z.string().regex(/^a$/, 'must be "a"'), 'b', 'must be "a"'],
  ['another choice', z.enum(['a', 'b']), 'c', 'must be one of a, b'],
  ['another value', z.literal('a'), 'c', 'must be a'],
  ['another kind', animals, { kind: 'cow' }, 'must be one of cat, dog, wolf'],
  ['an empty text', z.string().min(1), '', 'must not be empty'],
  ['a short text', z.string().min(2), 'a', 'must have at least 2 characters'],
  ['a long text', z.string().max(1), 'ab', 'must have at most 1 character'],
  ['a short list', z.array(z.string()).min(1), [], 'must have at least 1 entry'],
  ['a long list', z.array(z.string()).max(2), ['a', 'b', 'c'], 'must have at most 2 entries'],
  ['a small number', z.number().min(1), 0, 'must be at least 1'],
  ['no positive number', z.number().positive(), 0, 'must be more than 0'],
  ['a large number', z.number().lt(5), 5, 'must be less than 5'],
  ['no multiple', z.number().multipleOf(5), 6, 'must be a multiple of 5'],
  [
    'an unknown field',
    z.strictObject({ a: z.string().optional(), b: z.string().optional() }),
    { c: 1 },
    'is not known here; known: a, b',
  ],
  ['any field', z.strictObject({}), { c: 1 }, 'is not known here; nothing is taken'],
  [
    'no form of several',
    z.union([z.string(), z.number()]),
    true,
    'fits none of the forms it may have',
  ],
  [
    'a name that can not be one',
    z.record(z.string().max(1), z.number()),
    { abc: 1 },
    'can not be a name here: it must have at most 1 character',
  ],
];

describe('words for what is wrong with a value', () => {
  for (const [what, schema, value, words] of cases)
    it(`${what}: ${words}`, () => {
      const { error } = schema.safeParse(value, { error: issueWords });
      expect(error?.issues.map(({ message }) => message)).to.deep.equal([words]);
    });

  it('name no more than can be read', () => {
    const names = Array.from({ length: 60 }, (_, index) => `n${index}`);
    const { error } = z.enum(names).safeParse('x', { error: issueWords });
    expect(error?.issues[0]?.message).to.match(/^must be one of n0, .*, n39, …$/);
  });

  it('count one fault as one', () =>
    expect([faultCount(1), faultCount(2)]).to.deep.equal(['1 fault', '2 faults']));
});
