import type { PersonalField } from '../kernel/event-definition.js';
import type { Party } from './header.js';

const personalPartyFields = ['name', 'phone', 'email'] as const;

/** Names and contacts of parties who are persons: theirs by account, else by their id within the case. */
export const personalInParties = (parties: readonly Party[]): readonly PersonalField[] =>
  parties.flatMap((party, index) =>
    personalPartyFields
      .filter((field) => party.kind === 'person' && party[field] !== undefined)
      .map((field) => ({ path: ['parties', index, field], person: party.person ?? party.id })),
  );

interface PersonalAnswers {
  readonly answers: Readonly<Record<string, unknown>>;
  /** Field → party whose it is. */
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
