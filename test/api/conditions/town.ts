import type { Settings } from '../../../scripts/configuration/settings.js';
import { openApiCity, riverton, someone, type ApiCity } from '../city.js';
import { furnish } from '../riverton.js';

export const asha = someone('citizen', 'asha');
export const bala = someone('citizen', 'bala');
export const officer = someone('staff', 'ritu.malhotra', ['complaints-officer'], {
  office: 'roads',
});
export const auditor = someone('staff', 'leela.thomas', ['auditor']);

export const complaint = (rest: object = {}) => ({
  authority: riverton,
  service: 'complaint',
  type: 'pothole',
  answers: { description: 'A hole as deep as a knee', danger: 'possible' },
  places: [{ role: 'matter', areas: ['ward-4'] }],
  ...rest,
});

/** A city that takes complaints, for the tests of the suite it is called in. */
export function town(settings: Partial<Settings> = {}): () => ApiCity {
  let city: ApiCity;
  before(async () => {
    city = await openApiCity(settings);
    await furnish(city, ['complaint']);
  });
  after(() => city.close());
  return () => city;
}

export async function submitted(city: ApiCity, by = asha, rest: object = {}): Promise<string> {
  const client = await city.as(by);
  return (await client.must('submitCase', { body: complaint(rest) })).reference;
}
