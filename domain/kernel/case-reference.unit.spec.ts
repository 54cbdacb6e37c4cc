import { expect } from 'chai';
import fc from 'fast-check';
import {
  caseReferenceFrom,
  caseStream,
  formatReference,
  isCaseReference,
  parseReference,
} from './case-reference.js';

const bytes = fc.uint8Array({ minLength: 5, maxLength: 32 });
const reference = bytes.map(caseReferenceFrom);
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const code = (text: string): string => {
  const result = parseReference(text);
  return result.ok ? 'ok' : result.error.code;
};

describe('case reference', () => {
  it('is made of the first 40 bits', () => {
    expect(caseReferenceFrom(new Uint8Array(5))).to.equal('000000000');
    expect(caseReferenceFrom(new Uint8Array(5).fill(255))).to.match(/^Z{8}/);
    const long = Uint8Array.from([1, 2, 3, 4, 5, 6]);
    expect(caseReferenceFrom(long)).to.equal(caseReferenceFrom(long.subarray(0, 5)));
  });

  it('needs five bytes', () => {
    expect(() => caseReferenceFrom(new Uint8Array(4))).to.throw(RangeError);
  });

  it('differs for different bits', () => {
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        const same = a.subarray(0, 5).toString() === b.subarray(0, 5).toString();
        expect(caseReferenceFrom(a) === caseReferenceFrom(b)).to.equal(same);
      }),
    );
  });

  it('is read however people write it', () => {
    fc.assert(
      fc.property(reference, (of) => {
        const loose = of.replace(/1/g, 'l').replace(/0/g, 'O').toLowerCase();
        for (const text of [of, formatReference(of), ` ${loose} `, loose.replace(/.{3}/g, '$& - ')])
          expect(parseReference(text)).to.eql({ ok: true, value: of });
      }),
    );
  });

  it('shows any one wrong character', () => {
    const place = fc.integer({ min: 0, max: 8 });
    fc.assert(
      fc.property(reference, place, fc.constantFrom(...Array.from(alphabet)), (of, at, other) => {
        fc.pre(of[at] !== other);
        const wrong = of.slice(0, at) + other + of.slice(at + 1);
        expect(code(wrong)).to.equal('reference.mistyped');
      }),
    );
  });

  it('shows any two swapped characters', () => {
    const place = fc.integer({ min: 0, max: 8 });
    fc.assert(
      fc.property(reference, place, place, (of, i, j) => {
        fc.pre(of[i] !== of[j]);
        const swapped = of.replace(/./g, (digit, at: number) =>
          at === i ? of.charAt(j) : at === j ? of.charAt(i) : digit,
        );
        expect(code(swapped)).to.equal('reference.mistyped');
      }),
    );
  });

  for (const text of [
    '',
    '7Q2M',
    '7Q2M4KXP99',
    'UUUUUUUUU',
    '7Q2M_4KXP',
    '7'.repeat(500),
    'ÀÀÀÀÀÀÀÀÀ',
  ])
    it(`refuses "${text.slice(0, 20)}"`, () => {
      expect(code(text)).to.equal('reference.malformed');
    });

  it('shows an example that is itself a reference', () => {
    const result = parseReference('?');
    const example = /like (\S+)\.$/.exec(result.ok ? '' : result.error.message)?.[1] ?? '';
    expect(code(example)).to.equal('ok');
  });

  it('is stored in one form only', () => {
    const of = caseReferenceFrom(Uint8Array.from([9, 8, 7, 6, 5]));
    expect(isCaseReference(of)).to.equal(true);
    expect(isCaseReference(of.toLowerCase())).to.equal(false);
  });

  it('names the stream', () => {
    const of = caseReferenceFrom(new Uint8Array(5));
    expect(caseStream(of)).to.equal('case-000000000');
  });
});
