import type { PersonalField } from '../kernel/event-definition.js';
import type { CaseDocument, Party, Place } from './header.js';

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

interface Told {
  readonly reference: string;
  readonly parties: readonly Party[];
  readonly places: readonly Place[];
  readonly documents: readonly CaseDocument[];
  readonly summary?: string | undefined;
}

/**
 * What a submission tells in words of its own: where it is, what it is about, what its papers are
 * called. A document is of the party it is marked with; all else of the first party who is a person,
 * and where there is none, of nobody beyond the case.
 */
export function personalInTelling(data: Told): readonly PersonalField[] {
  const { reference, parties } = data;
  const ofParty = (party: Party | undefined): string =>
    party === undefined ? reference : ownerOf(reference, party);
  const first = ofParty(parties.find(({ kind }) => kind === 'person'));
  return [
    ...data.places.flatMap(({ address }, at) =>
      address === undefined ? [] : [{ path: ['places', at, 'address'], person: first }],
    ),
    ...(data.summary === undefined ? [] : [{ path: ['summary'], person: first }]),
    ...data.documents.map(({ party }, at) => ({
      path: ['documents', at, 'name'],
      person: party === undefined ? first : ofParty(parties.find(({ id }) => id === party)),
    })),
  ];
}
