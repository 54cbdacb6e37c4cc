import type { Length } from '../schema/index.js';

export interface DigitImportOptions {
  /** Whose services they become; a file's tenants are not ours. */
  readonly authority: string;
  /** Calendar of the services; their limits are elapsed time all the same. */
  readonly calendar: string;
  /** `YYYY-MM-DD` */
  readonly effectiveFrom: string;
  /** Role of the party that a citizen becomes. */
  readonly party: string;
  /** How long feedback is taken; the files do not say. */
  readonly feedbackWithin: Length;
  /** Language of the texts made from names. */
  readonly language: string;
  /** Name in the file → code of the service; made from the name where it says nothing. */
  readonly codes: Readonly<Record<string, string>>;
}

export const defaultOptions: DigitImportOptions = {
  authority: 'demo.riverton',
  calendar: 'office-hours',
  effectiveFrom: '2020-01-01',
  party: 'applicant',
  feedbackWithin: { calendarDays: 30 },
  language: 'en',
  codes: {},
};
