import type { PersonalField } from '../kernel/event-definition.js';
import type { Party } from './header.js';

const personalPartyFields = ['name', 'phone', 'email'] as const;

/** Whose a party's personal data is: their account's, else that of nobody beyond this case. */
export const ownerOf = (reference: string, party: Pick<Party, 'id' | 'person'>): string =>
  party.person ?? `${reference}.${party.id}`;

/** Names and contacts of parties who are persons. */
export const personalInParties = (
  reference: string,
  parties: readonly Party[],
): readonly PersonalField[] =>
  parties.flatMap((party, index) =>
    personalPartyFields
      .filter((field) => party.kind === 'person' && party[field] !== undefined)
      .map((field) => ({ path: ['parties', index, field], person: ownerOf(reference, party) })),
  );

interface PersonalAnswers {
  readonly answers: Readonly<Record<string, unknown>>;
  /** Field → `ownerOf` the party whose it is. */
  readonly personalAnswers: Readonly<Record<string, string>>;
}

/** Answers that the form marks as personal and that were given. */
export const personalInAnswers = (
  data: PersonalAnswers,
  at = 'answers',
): readonly PersonalField[] =>
  Object.entries(data.personalAnswers)
    .filter(([field]) => data.answers[field] !== undefined && data.answers[field] !== null)
    .map(([field, person]) => ({ path: [at, field], person }));
