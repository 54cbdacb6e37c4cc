import { expect } from 'chai';
import fc from 'fast-check';
import { compileRule } from './index.js';

const refusal = (source: string, names: readonly string[] = []): string => {
  const result = compileRule(source, names);
  if (result.ok) throw new Error(`${source} was taken`);
  expect(result.error.code).to.equal('rule.invalid');
  return result.error.message;
};

describe('a refused rule', () => {
  const refused: readonly (readonly [string, RegExp])[] = [
    ['b > 1', /nothing is called "b" here \(at character 1\)/],
    ['a.x + y', /nothing is called "y"/],
    ['a-b', /nothing is called "b"/],
    ['for i in a return j', /"j"/],
    ['(for i in a return i) + i', /"i"/],
    ['{x: 1, y: z}', /"z"/],
    ['partial', /"partial"/],
    ['now()', /time is given to a rule as a value/],
    ['today() > a', /time is given to a rule as a value/],
    ['now', /"now"/],
    ['count', /the function "count" stands where a value is needed/],
    ['a(1)', /"a" is no function/],
    ['a.b(1)', /"a.b" is no function/],
    ['concatenate(a, a)', /"concatenate" is no function/],
    ['sort(a, function(x, y) x < y)', /"sort" is no function/],
    ['median(a)', /"median" is no function/],
    ['during(a, a)', /"during" is no function/],
    ['function(x) x', /may not define functions/],
    ['every x in a satisfies (function() true)()', /no function|define functions/],
    ['a instance of Object', /no type/],
    ['1e3', /no plain number|can't be read/],
    ['- 3 + a', /no plain number/],
    ['9007199254740993', /no plain number/],
    ['a >', /ends too early/],
    ['a > 1)', /can't be read from "\)"/],
    ['a) + (a', /can't be read/],
    ['a = 1; a', /can't be read from ";/],
    ['', /ends too early|can't be read/],
    ['?', /unary tests/],
    ['for i in 1..a return i', /plain numbers/],
    ['for i in 1..1001 return i', /at most 1000/],
    ['for i in [1..1000000] return i', /at most 1000/],
    ['for i in 90071992547409930..90071992547409940 return i', /at most 1000/],
    ['for i in 1..2.5 return i', /plain numbers/],
    ['for i in (if true then [1..5] else [1..9999999]) return i', /plain numbers/],
    ['for r in [[1..9999999]] return for i in r return i', /plain numbers/],
    ['[[1..9999999]][item != null]', /plain numbers/],
    ['for i in split(a, "") return i', /split/],
    ['for i in 1..9 return for j in 1..9 return for k in 1..9 return 1', /at most 2 loops/],
    ['for i in 1..9, j in 1..9, k in 1..9 return 1', /at most 2 loops/],
    ['a[b[c[d = 1] = 1] = 1]', /at most 2 loops/],
    ['matches(a, a)', /as text only/],
    ['matches(a, "^(x+)+$")', /backtracks/],
    ['matches(a, "(")', /Unterminated group/],
    ['matches(input: a, pattern: "x")', /as text only/],
    ['matches(a, "x", "g")', /flags/],
    ['replace(a, "x", a)', /as text only/],
    ['replace(replace(a, "x", "yy"), "y", "xx")', /within replace/],
    ['split(a, "(x*)*")', /backtracks/],
    [`"${'x'.repeat(2050)}"`, /longer than 2048 bytes/],
    [`"${'é'.repeat(1100)}"`, /longer than 2048 bytes/],
    [`${'('.repeat(500)}1${')'.repeat(500)}`, /nested too deeply/],
  ];
  for (const [source, words] of refused)
    it(`${source.slice(0, 60) || 'an empty one'} says why`, () => {
      expect(refusal(source, ['a'])).to.match(words);
    });

  for (const name of ['', 'a b', 'a-b', '1a', 'count', 'now', 'null', 'if', 'date', '__proto__'])
    it(`can't have "${name}" as a name`, () => {
      expect(() => compileRule('1', [name])).to.throw(RangeError);
    });

  it('never throws and never runs away, whatever is typed', () => {
    const pieces = [
      'a',
      '1',
      '+',
      '(',
      ')',
      '[',
      ']',
      '..',
      'for ',
      ' in ',
      ' return ',
      '"x"',
      '.',
      ',',
      '{',
      '}',
      ':',
      'count',
      'not',
      ' and ',
      '-',
      '=',
      '<',
      '@',
      '//',
      '/*',
      '\n',
      'b ',
      'if ',
      ' then ',
      ' else ',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), (parts) => {
        const result = compileRule(parts.join(''), ['a']);
        if (result.ok) result.value.evaluate({ a: [1, 2] });
      }),
      { numRuns: 300 },
    );
  });
});
