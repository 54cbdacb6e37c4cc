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
    ...personalInPlaces(data.places, ['places'], first),
    ...(data.summary === undefined ? [] : [{ path: ['summary'], person: first }]),
    ...data.documents.map(({ party }, at) => ({
      path: ['documents', at, 'name'],
      person: party === undefined ? first : ofParty(parties.find(({ id }) => id === party)),
    })),
  ];
}

interface Words {
  readonly comment?: string | undefined;
  readonly reason?: string | undefined;
  readonly input?: Readonly<Record<string, unknown>> | undefined;
  readonly documents?: readonly CaseDocument[] | undefined;
}

/** What an act says in words of its own: comment, reason, what a form of the action asked, names of papers. */
export const personalInWords = (
  { comment, reason, input = {}, documents = [] }: Words,
  teller: string,
): readonly PersonalField[] =>
  [
    ...(comment === undefined ? [] : [['comment']]),
    ...(reason === undefined ? [] : [['reason']]),
    ...Object.keys(input).map((field) => ['input', field]),
    ...documents.map((_, at) => ['documents', at, 'name']),
  ].map((path) => ({ path, person: teller }));

/** Addresses of a list of places. */
export const personalInPlaces = (
  places: readonly Place[],
  at: readonly string[],
  person: string,
): readonly PersonalField[] =>
  places.flatMap(({ address }, index) =>
    address === undefined ? [] : [{ path: [...at, index, 'address'], person }],
  );
