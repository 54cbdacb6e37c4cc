import { expect } from 'chai';
import fc from 'fast-check';
import { pointerSegment } from './json.js';
import { declaredRejections, defineRejections } from './rejection.js';
import { err, ok } from './result.js';
import { say, textSchema } from './text.js';

describe('text in languages', () => {
  const text = { en: 'Licence', it: 'Licenza', 'pt-BR': 'Licença', pa: 'ਲਾਇਸੈਂਸ' };

  const choices: readonly (readonly [readonly string[], string])[] = [
    [['it'], 'Licenza'],
    [['it-CH'], 'Licenza'],
    [['pt-BR'], 'Licença'],
    [['fr', 'pa'], 'ਲਾਇਸੈਂਸ'],
    [['fr'], 'Licence'],
    [[], 'Licence'],
    [['constructor', '__proto__'], 'Licence'],
  ];
  for (const [languages, expected] of choices)
    it(`says "${expected}" to [${languages.join()}]`, () => {
      expect(say(text, ...languages)).to.equal(expected);
    });

  it('says something in any language rather than nothing', () => {
    expect(say({ it: 'Licenza' }, 'fr')).to.equal('Licenza');
    expect(say({}, 'fr')).to.equal('');
  });

  it('always says one of its texts', () => {
    const tag = fc.stringMatching(/^[a-z]{2}(-[A-Z]{2})?$/);
    const texts = fc.dictionary(tag, fc.string({ minLength: 1 }), { minKeys: 1 });
    fc.assert(
      fc.property(texts, fc.array(tag), (of, languages) => {
        expect(Object.values(of)).to.include(say(of, ...languages));
      }),
    );
  });

  it('needs a language, its tag and words', () => {
    expect(textSchema.safeParse(text).success).to.equal(true);
    for (const wrong of [
      {},
      { english: 'x' },
      { en: '' },
      { EN: 'x' },
      { en: 'x'.repeat(2001) },
      'x',
    ])
      expect(textSchema.safeParse(wrong).success, JSON.stringify(wrong).slice(0, 20)).to.equal(
        false,
      );
  });
});

describe('rejection', () => {
  const reject = defineRejections('specimen', {
    closed: { kind: 'conflict', message: '{what} {n} is closed{missing}.' },
    absent: { kind: 'missing', message: 'Nothing there.' },
  });

  it('has its code, its kind and its words filled in', () => {
    expect(reject('closed', { what: 'Case', n: 7 }, { allowed: ['reopen'], pointer: '/a' })).to.eql(
      err({
        code: 'specimen.closed',
        kind: 'conflict',
        message: 'Case 7 is closed{missing}.',
        allowed: ['reopen'],
        pointer: '/a',
      }),
    );
  });

  it('takes values as they are, whatever they hold', () => {
    const result = reject('closed', { what: '{n} $& {what}', n: 1 });
    expect(result.error.message).to.equal('{n} $& {what} 1 is closed{missing}.');
  });

  it('is listed in the catalogue, in order of code', () => {
    const codes = declaredRejections().map(({ code }) => code);
    expect(codes).to.include.members(['specimen.absent', 'specimen.closed']);
    expect(codes).to.eql([...codes].sort());
  });

  it('is declared once, or twice alike', () => {
    const absent = { kind: 'missing', message: 'Nothing there.' } as const;
    expect(() => defineRejections('specimen', { absent })).not.to.throw();
    expect(() =>
      defineRejections('specimen', { absent: { ...absent, message: 'Gone.' } }),
    ).to.throw(RangeError, /declared twice/);
  });

  it('is refused where it was not declared', () => {
    expect(() => reject('unheard' as 'absent')).to.throw(RangeError, /No rejection/);
  });
});

describe('result', () => {
  it('is a value or an error', () => {
    expect(ok(1)).to.eql({ ok: true, value: 1 });
    expect(err('no')).to.eql({ ok: false, error: 'no' });
  });
});

describe('JSON pointer', () => {
  it('escapes slash and tilde in a name', () => {
    expect(pointerSegment('a/b~c')).to.equal('/a~1b~0c');
  });
});
