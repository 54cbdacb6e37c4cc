import fc from 'fast-check';

const firstSurrogate = 0xd800;
const surrogates = 0x800;
const lastCodePoint = 0x10ffff;

const codePoint = fc
  .integer({ min: 0, max: lastCodePoint - surrogates })
  .map((n) => (n < firstSurrogate ? n : n + surrogates));

/** Texts of any code points but lone surrogates; `fc.string` with the unit `binary` takes most of a second to make ready. */
export const anyText = (limits: { readonly maxLength?: number } = {}): fc.Arbitrary<string> =>
  fc.array(codePoint, limits).map((points) => String.fromCodePoint(...points));
