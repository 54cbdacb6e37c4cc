import { hash } from 'node:crypto';
import type { Random } from './random.js';
import type { Body, Seen, Step } from './story.js';

/** What is known of a document; the sample city has no bytes to it. */
export const paper = (kind: string, key: string, random: Random): Body => ({
  kind,
  name: `${kind}.pdf`,
  mediaType: 'application/pdf',
  size: random.whole(60, 900) * 1024,
  sha256: hash('sha256', `sample city, ${key}, ${kind}`, 'hex'),
});

const methods = ['online', 'cash', 'card', 'cheque'] as const;

/** Pays what is owed. @param owed name of the amount, and of the one that counts what was paid */
export function paying(
  action: string,
  random: Random,
  [owed, paid]: readonly [string, string] = ['fee', 'paid'],
): Step['body'] {
  const method = random.pick(methods);
  const receipt = `R-${random.whole(10_000, 99_999)}`;
  return ({ amounts }: Seen) => ({
    action,
    input: { amount: (amounts[owed] ?? 0) - (amounts[paid] ?? 0), method, receipt },
  });
}

const letters = 'ABCDEFGHJKLMNPRSTVWXYZ';
const letter = (random: Random): string => letters.charAt(random.whole(0, letters.length - 1));

/** In the form of a permanent account number; `ZZZ` begins none that was given. */
export const taxNumber = (random: Random): string =>
  `ZZZ${letter(random)}${letter(random)}${random.whole(1000, 9999)}${letter(random)}`;
