import { streamName, type StreamName } from './ids.js';

const maxLength = 200;
const maxScopeLength = 80;
const digestPattern = /^[0-9a-f]{64}$/;

const escapeByte = (byte: number): string => `_${byte.toString(16).toUpperCase().padStart(2, '0')}`;

/** Letters, digits and points stay; every other UTF-8 byte becomes `_XX`; nothing at all is `_`. */
function encode(text: string): string {
  if (!text.isWellFormed()) throw new RangeError('A claim is made of well-formed Unicode text');
  const encoder = new TextEncoder();
  const encoded = text
    .normalize('NFC')
    .replace(/[^A-Za-z0-9.]/gu, (character) =>
      Array.from(encoder.encode(character), escapeByte).join(''),
    );
  return encoded === '' ? '_' : encoded;
}

/**
 * The stream of a claim: `claim-<scope>-<key>`, from any text, different for different text
 * (in Unicode normal form C). Case counts; fold it first where it should not.
 *
 * @param digest SHA-256 in lower-case hex, taken of the key where the name would be too long
 * @throws RangeError for a scope that encodes to more than 80 characters, or ill-formed text.
 */
export function claimStream(
  scope: string,
  key: string,
  digest: (text: string) => string,
): StreamName {
  const encodedScope = encode(scope);
  if (encodedScope.length > maxScopeLength)
    throw new RangeError(`A claim's scope is at most ${maxScopeLength} characters long`);
  const name = `claim-${encodedScope}-${encode(key)}`;
  if (name.length <= maxLength) return streamName(name);
  const digested = digest(key.normalize('NFC'));
  if (!digestPattern.test(digested)) throw new RangeError('Not a SHA-256 digest in hex');
  // No encoded text holds two underscores in a row, so digests and texts never meet.
  return streamName(`claim-${encodedScope}-__${digested}`);
}
