import { plainDateSchema } from '../../domain/kernel/instant.js';
import type { SetFile } from './set-file.js';

/** The police of the sample city and who collects their fines. */
export const fineOffices = [
  {
    code: 'municipal-police',
    title: { en: 'Municipal police', hi: 'नगर पुलिस' },
    parent: 'commissioner',
    head: 'dev.chauhan',
    staff: { 'police-officer': ['dev.chauhan', 'rukhsana.khan'], supervisor: ['dev.chauhan'] },
  },
  {
    code: 'fines-office',
    title: { en: 'Fines office', hi: 'जुर्माना कार्यालय' },
    parent: 'municipal-police',
    head: 'maya.fernandes',
    staff: {
      'fines-clerk': ['maya.fernandes', 'ajit.soni', 'dev.chauhan'],
      'police-officer': ['dev.chauhan'],
      cashier: ['ajit.soni'],
      supervisor: ['maya.fernandes'],
    },
  },
] as const;

export const fineRoles = [
  { code: 'police-officer', title: { en: 'Police officer', hi: 'पुलिस अधिकारी' } },
  { code: 'fines-clerk', title: { en: 'Fines clerk', hi: 'जुर्माना लिपिक' } },
] as const;

/** What is owed when a fine was not paid in time, in paise. */
const totals: readonly (readonly [number, number])[] = [
  [30_000, 60_000],
  [50_000, 100_000],
  [100_000, 200_000],
  [200_000, 400_000],
];

export const penaltyTariff: SetFile = {
  set: 'penalty-total',
  kind: 'tariff',
  entries: [
    {
      effectiveFrom: plainDateSchema.parse('2024-01-01'),
      value: {
        title: {
          en: 'Total owed after the penalty, by fine',
          hi: 'दंड के बाद कुल देय राशि, जुर्माने के अनुसार',
        },
        currency: 'INR',
        inputs: [
          { name: 'fine', title: { en: 'Fine in paise', hi: 'जुर्माना, पैसे में' }, type: 'number' },
        ],
        rows: totals.map(([fine, total]) => ({ key: [fine], value: total })),
      },
    },
  ],
};
