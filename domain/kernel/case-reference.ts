import type { Brand } from './brand.js';
import { streamName, type StreamName } from './ids.js';
import { defineRejections, type Rejection } from './rejection.js';
import { ok, type Result } from './result.js';

/** A case's identity: 8 characters of Crockford's base 32 and a check character, `7Q2M4KXP9`. */
export type CaseReference = Brand<string, 'CaseReference'>;

/** No I, L, O (read as digits) and no U, as Douglas Crockford's base 32 has it. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 9;
const bytesNeeded = 5;
const pattern = new RegExp(`^[${alphabet}]{${length}}$`);

const reject = defineRejections('reference', {
  malformed: {
    kind: 'invalid',
    message: '"{text}" is no case reference: it has 9 letters and digits, like 7Q2M-4KXP-{check}.',
  },
  mistyped: {
    kind: 'invalid',
    message: 'There is no case "{text}": a character is mistyped, or two are swapped.',
  },
});

/** Multiplies by x in the field of 32 elements with the polynomial x⁵ + x² + 1. */
const timesX = (value: number): number => (value << 1) ^ (value & 16 ? 0b100101 : 0);

/**
 * Weighs the digits with descending powers of x and sums them; zero for a whole reference.
 * The powers up to x³⁰ differ, so that any one wrong character and any two swapped ones show.
 */
function syndrome(text: string): number {
  let sum = 0;
  for (let place = 0; place < text.length; place += 1)
    sum = timesX(sum) ^ alphabet.indexOf(text.charAt(place));
  return sum;
}

const checkCharacter = (digits: string): string => alphabet.charAt(timesX(syndrome(digits)));

/**
 * Makes a reference of the first 40 bits.
 *
 * @param bytes at least 5, evenly distributed: a digest of the command and an attempt number
 * @throws RangeError for fewer.
 */
export function caseReferenceFrom(bytes: Uint8Array): CaseReference {
  if (bytes.length < bytesNeeded) throw new RangeError(`A reference needs ${bytesNeeded} bytes`);
  let digits = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes.subarray(0, bytesNeeded)) {
    bits = ((bits << 8) | byte) & 0xfff;
    for (held += 8; held >= 5; held -= 5) digits += alphabet.charAt((bits >> (held - 5)) & 31);
  }
  return (digits + checkCharacter(digits)) as CaseReference;
}

/** Whether the text is a reference exactly as it is stored. */
export const isCaseReference = (text: string): text is CaseReference =>
  pattern.test(text) && syndrome(text) === 0;

/**
 * Reads a reference as people write it: lower case, with spaces or hyphens, I and L for 1, O for 0.
 *
 * @example
 * parseReference('7q2m-4kxp-9')
 */
export function parseReference(text: string): Result<CaseReference, Rejection> {
  if (isCaseReference(text)) return ok(text);
  const compact = text
    .slice(0, 40)
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0');
  const shown = text.slice(0, 40);
  if (!pattern.test(compact))
    return reject('malformed', { text: shown, check: checkCharacter('7Q2M4KXP') });
  if (syndrome(compact) !== 0) return reject('mistyped', { text: shown });
  return ok(compact as CaseReference);
}

/** The reference in groups, to read aloud or copy: `7Q2M-4KXP-9`. */
export const formatReference = (reference: CaseReference): string =>
  `${reference.slice(0, 4)}-${reference.slice(4, 8)}-${reference.slice(8)}`;

/** The stream of a case. */
export const caseStream = (reference: CaseReference): StreamName => streamName(`case-${reference}`);
