import { expect } from 'chai';
import fc from 'fast-check';
import {
  compileRule,
  dateTimeValue,
  dateValue,
  evaluateBoolean,
  evaluateInteger,
  evaluateText,
  type Rule,
  type RuleContext,
} from './index.js';
import { fromEpochMilliseconds, instant, plainDateSchema } from '../instant.js';

const rule = (source: string, names: readonly string[] = []): Rule => {
  const result = compileRule(source, names);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};

const run = (source: string, context: RuleContext = {}) => {
  const result = rule(source, Object.keys(context)).evaluate(context);
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
};

const failure = (source: string, context: RuleContext = {}): string => {
  const result = rule(source, Object.keys(context)).evaluate(context);
  if (result.ok) throw new Error(`gave ${JSON.stringify(result.value)}`);
  expect(result.error.code).to.equal('rule.failed');
  return result.error.message;
};

const birthday = plainDateSchema.parse('2000-05-17');

describe('rule', () => {
  const answers = { size: 12, kind: 'shop', floors: [1, 2, 3], owner: null };
  const documents = [
    { kind: 'id', pages: 2 },
    { kind: 'plan', pages: 7 },
  ];
  const results: readonly (readonly [string, RuleContext, unknown])[] = [
    ['a > 3 and a <= 10', { a: 4 }, true],
    ['answers.size * 2 + 1', { answers }, 25],
    ['if kind = "shop" then 100 else 50', { kind: 'office' }, 50],
    ['answers.owner = null', { answers }, true],
    ['answers.owner != null and answers.owner > 3', { answers }, false],
    ['kind in ("shop", "office")', { kind: 'office' }, true],
    ['size in [1..10)', { size: 10 }, false],
    ['size between 1 and 10', { size: 10 }, true],
    ['floors[1]', { floors: [7, 8] }, 7],
    ['floors[-1]', { floors: [7, 8] }, 8],
    ['documents[kind = "plan"].pages', { documents }, [7]],
    ['count(documents[item.pages > 1])', { documents }, 2],
    ['some d in documents satisfies d.kind = "id"', { documents }, true],
    ['every d in documents satisfies d.pages < 5', { documents }, false],
    ['sum(for d in documents return d.pages * 10)', { documents }, 90],
    ['for i in 1..3 return i * i', {}, [1, 4, 9]],
    ['for i in 1..2, j in [1..2] return i * 10 + j', {}, [11, 12, 21, 22]],
    ['round half up(fee * 5 / 100, 0)', { fee: 1250 }, 63],
    ['{base: 10, total: base * 2}.total', {}, 20],
    ['upper case(substring(name, 1, 2))', { name: 'rome' }, 'RO'],
    ['matches(code, "^[A-Z]{2}\\\\d+$")', { code: 'AB12' }, true],
    ['replace(code, "[^0-9]", "")', { code: 'AB12' }, '12'],
    ['count(split(code, ","))', { code: 'a,b,c' }, 3],
    ['string(3) + "a"', {}, '3a'],
    ['a instance of number', { a: 'x' }, false],
    ['a // why\n > 3', { a: 4 }, true],
    ['answers', { answers: { a: [1, { b: null }] } }, { a: [1, { b: null }] }],
    ['-a', { a: 0 }, 0],
    ['date("2024-01-31") + duration("P1M")', {}, '2024-02-29'],
    [
      '(due - born).days > 100',
      { due: dateValue(plainDateSchema.parse('2024-01-01')), born: dateValue(birthday) },
      true,
    ],
    ['date(answers.born) < date("2005-01-01")', { answers: { born: '2000-05-17' } }, true],
    ['duration("PT36H")', {}, 'P1DT12H'],
  ];
  for (const [source, context, expected] of results)
    it(`evaluates ${source}`, () => {
      expect(run(source, context)).to.eql(expected);
    });

  it('reckons with moments in local time and gives them back as instants', () => {
    const at = dateTimeValue(instant('2024-07-01T22:30:00Z'), 'Europe/Rome');
    expect(run('at.hour', { at })).to.equal(0);
    expect(run('at.weekday', { at })).to.equal(2);
    expect(run('date(at)', { at })).to.equal('2024-07-02');
    expect(run('at + duration("PT1H")', { at })).to.equal('2024-07-01T23:30:00.000Z');
  });

  it('compares moments of different zones as moments', () => {
    const rome = dateTimeValue(instant('2024-07-01T10:00:00Z'), 'Europe/Rome');
    const later = dateTimeValue(instant('2024-07-01T10:00:01Z'), 'America/New_York');
    expect(run('rome < later', { rome, later })).to.equal(true);
  });

  it('keeps any moment as it is, also in the hour that a clock change repeats', () => {
    const zone = fc.constantFrom('UTC', 'Europe/Rome', 'Asia/Kolkata', 'America/St_Johns');
    const moment = fc.integer({ min: Date.UTC(1970, 0), max: Date.UTC(2050, 0) });
    const same = (ms: number, id: string) => {
      const at = fromEpochMilliseconds(ms);
      expect(run('at', { at: dateTimeValue(at, id) })).to.equal(at);
    };
    fc.assert(fc.property(moment, zone, same));
    same(Date.UTC(2024, 9, 27, 0, 30), 'Europe/Rome');
    same(Date.UTC(2024, 9, 27, 1, 30), 'Europe/Rome');
    same(Date.UTC(2024, 10, 3, 4, 45), 'America/St_Johns');
  });

  it('says which of its names it uses', () => {
    expect(rule('a + count(c[kind = b]) + a', ['a', 'b', 'c', 'd']).uses).to.eql(['a', 'c', 'b']);
  });

  it('is compiled once for the same text and names', () => {
    expect(compileRule('a > 1', ['a'])).to.equal(compileRule('a > 1', ['a']));
    expect(compileRule('a > 1', ['a'])).not.to.equal(compileRule('a > 1', ['a', 'b']));
  });

  it('fails alike each time and works again after a failure', () => {
    const sum = rule('a + 1', ['a']);
    const text = sum.evaluate({ a: 'x' });
    expect(text.ok).to.equal(false);
    expect(sum.evaluate({ a: 'x' })).to.eql(text);
    expect(sum.evaluate({ a: 1 })).to.eql({ ok: true, value: 2 });
  });
});

describe('a failing rule', () => {
  const failures: readonly (readonly [string, RuleContext, RegExp])[] = [
    ['a + 1', { a: 'x' }, /Can't add '1' to '"x"'/],
    ['a + 1', { a: null }, /Can't add/],
    ['a.b', { a: {} }, /Key 'b' not found/],
    ['a[kind = 1]', { a: [{ other: 1 }] }, /'kind' not found/],
    ['a >= 3', { a: 'x' }, /text can't be put in order with number/],
    ['a <= date("1980-01-01")', { a: '1990-05-05' }, /text can't be put in order with date/],
    ['a in [1..3]', { a: 'x' }, /put in order/],
    ['a between 1 and 3', { a: 'x' }, /put in order/],
    [
      'a > date("2020-01-01")',
      { a: dateTimeValue(instant('2024-07-01T10:00:00Z'), 'UTC') },
      /order/,
    ],
    [
      'a > date and time("2020-01-01T00:00:00")',
      { a: dateTimeValue(instant('2024-07-01T10:00:00Z'), 'UTC') },
      /zone/,
    ],
    ['date(a)', { a: 'soon' }, /not a valid date/],
    ['a ** 999', { a: 10 }, /no finite number/],
    ['a * 1', { a: Number.NaN }, /no finite number/],
    ['[a..3]', { a: 1 }, /range/],
    ['modulo(a, 0)', { a: 1 }, /divisor/],
    ['count(a)', { a: new Array(1001).fill(1) }, /at most 1000/],
    [
      'some x in a satisfies some y in a satisfies x = y + 1',
      { a: new Array(101).fill(1) },
      /at most 100 /,
    ],
  ];
  for (const [source, context, words] of failures)
    it(`${source} with ${JSON.stringify(context).slice(0, 40)} says why`, () => {
      expect(failure(source, context)).to.match(words);
    });

  it('shows the rule and is cut when long', () => {
    const message = failure(`a + 1 ${' '.repeat(200)}`, { a: 'x' });
    expect(message).to.match(/^Rule "a \+ 1 .{100,130}…" failed: /);
  });

  it('fails when a declared name is given no value', () => {
    expect(rule('a > 1', ['a']).evaluate({}).ok).to.equal(false);
  });
});

describe('typed results', () => {
  it('gives true or false, or fails', () => {
    expect(evaluateBoolean(rule('a > 1', ['a']), { a: 2 })).to.eql({ ok: true, value: true });
    const result = evaluateBoolean(rule('a > 1', ['a']), { a: null });
    expect(!result.ok && result.error.message).to.match(/gives null instead of true or false/);
  });

  it('gives money and counts as whole numbers only', () => {
    expect(evaluateInteger(rule('a * 2', ['a']), { a: 250 })).to.eql({ ok: true, value: 500 });
    for (const [source, words] of [
      ['a / 3', /whole number/],
      ['a * 9007199254740991', /whole number/],
      ['"x"', /whole number/],
    ] as const) {
      const result = evaluateInteger(rule(source, ['a']), { a: 250 });
      expect(!result.ok && result.error.message).to.match(words);
    }
  });

  it('gives codes and words as text', () => {
    expect(evaluateText(rule('"x"'), {})).to.eql({ ok: true, value: 'x' });
    expect(evaluateText(rule('1'), {}).ok).to.equal(false);
    expect(evaluateText(rule('a + 1', ['a']), { a: null }).ok).to.equal(false);
  });
});
