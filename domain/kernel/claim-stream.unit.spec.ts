import { createHash } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { anyText } from '../../test/any-text.js';
import { claimStream } from './claim-stream.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const name = (scope: string, key: string): string => claimStream(scope, key, sha256);

describe('claim stream', () => {
  const names: readonly (readonly [string, string, string])[] = [
    ['login', 'asha', 'claim-login-asha'],
    ['login', 'asha@example.org', 'claim-login-asha_40example.org'],
    ['slot', '2024-05-01 10:00', 'claim-slot-2024_2D05_2D01_2010_3A00'],
    ['login', 'é', 'claim-login-_C3_A9'],
    ['login', 'a_b', 'claim-login-a_5Fb'],
    ['login', '', 'claim-login-_'],
    ['a-b', 'c', 'claim-a_2Db-c'],
  ];
  for (const [scope, key, expected] of names)
    it(`of ${scope} and "${key}" is ${expected}`, () => {
      expect(name(scope, key)).to.equal(expected);
    });

  it('is the same for the same letters, composed or not', () => {
    expect(name('login', 'e\u0301')).to.equal(name('login', 'é'));
  });

  it('holds a digest where it would be too long', () => {
    const long = 'x'.repeat(300);
    expect(name('login', long)).to.equal(`claim-login-__${sha256(long)}`);
    expect(() => claimStream('login', long, () => 'short')).to.throw(RangeError, /SHA-256/);
  });

  it('takes any text, and differs where the text differs', () => {
    const text = fc.oneof(
      fc.string({ unit: fc.constantFrom('_', '-', '4', '0', '@', 'é'), maxLength: 3 }),
      anyText({ maxLength: 80 }),
    );
    const scope = fc.constantFrom('a', 'a-a', 'a_2Da', '');
    fc.assert(
      fc.property(scope, text, scope, text, (s1, k1, s2, k2) => {
        const [a, b] = [name(s1, k1), name(s2, k2)];
        const same = s1 === s2 && k1.normalize('NFC') === k2.normalize('NFC');
        expect(a === b).to.equal(same);
        expect(a.length).to.be.at.most(200);
      }),
    );
  });

  it('refuses a long scope and ill-formed text', () => {
    expect(() => name('s'.repeat(81), 'k')).to.throw(RangeError, /80/);
    expect(() => name('s', '\ud800')).to.throw(RangeError, /well-formed/);
  });
});
