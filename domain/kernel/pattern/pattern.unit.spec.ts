import { expect } from 'chai';
import { soon } from '../../../test/fixtures/soon.js';
import { patternFault } from './index.js';

describe('pattern', () => {
  const safe = [
    '^[A-Z]{2}\\d{6}$',
    '^\\d{3}-\\d{4}$',
    '^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$',
    '^[A-Z]+( [A-Z]+)*$',
    '^(\\d{1,3}\\.){3}\\d{1,3}$',
    '^\\+?[0-9 ()-]{6,20}$',
    '^(red|green|blue)$',
    '^(a|b)*$',
    "^\\p{L}[\\p{L} .'’-]*$",
    '^(?:[A-Za-z0-9+/]{4})*$',
    '^(?!0000)\\d{4}$',
    '^$',
    '',
    'abc',
    '\\bcat\\b',
    '^[^/]+(/[^/]+)*$',
    '^-?\\d+(\\.\\d+)?$',
    '^(?<year>\\d{4})-(?<month>\\d{2})$',
    '^[\\]\\\\a-z]+$',
    '^\\u{1F600}+$',
    '^.*$',
    '^a{2,}b{0,3}c?$',
    '\\d+',
    '^x(foo|foobar)y$',
    '^#/[-./]$',
  ];
  for (const pattern of safe)
    it(`takes ${pattern || 'the empty pattern'}`, () => {
      expect(patternFault(pattern)).to.equal(undefined);
    });

  const backtracking = [
    '(a+)+$',
    '^(a*)*$',
    '^(a|a)*$',
    '^(a|aa)+$',
    '^(\\w+\\s?)*$',
    '^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+$',
    '(x+x+)+y',
    '^(.*)*$',
    '(.*a){20}',
    '^\\d+\\d+\\d+\\d+$',
    '.*.*.*=.*',
    '^(a?){30}a{30}$',
    '^([一-龥]+)+$',
    '^(\\u4E00+)+$',
    '(?=(a+)+b)a',
    '^((a|b|ab)c?)+$',
    '^(a{0,20}){20}$',
  ];
  for (const pattern of backtracking)
    it(`refuses ${pattern}, which backtracks`, () => {
      expect(patternFault(pattern)).to.match(/backtracks/);
    });

  const unusable: readonly (readonly [string, string, string, RegExp])[] = [
    ['what is no regular expression', '(', '', /Unterminated group/],
    ['back references', '^(a)\\1$', '', /back reference/],
    ['named back references', '^(?<x>a)\\k<x>$', '', /back reference/],
    ['a thousand times a thousand', '^((ab){1000}c){1000}$', '', /repetitions/],
    ['unknown flags', 'a', 'g', /flags/],
    ['very long patterns', 'a'.repeat(501), '', /longer than/],
  ];
  for (const [what, pattern, flags, words] of unusable)
    it(`refuses ${what}`, () => {
      expect(patternFault(pattern, flags)).to.match(words);
    });

  it('heeds that letters of either case are the same', () => {
    expect(patternFault('^(a|A)*$')).to.equal(undefined);
    expect(patternFault('^(a|A)*$', 'i')).to.match(/backtracks/);
  });

  it('takes no pattern that needs long to fail', async () => {
    const hard = `${'a'.repeat(2000)}!`;
    for (const pattern of safe) {
      const expression = new RegExp(pattern, 'u');
      await soon(() => expression.test(hard), 250);
    }
  });
});
