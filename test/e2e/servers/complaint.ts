import { riverton } from '../../api/city.js';

/** What a citizen of Riverton complains about. */
export const complaint = (description = 'A hole as deep as a knee') => ({
  authority: riverton,
  service: 'complaint',
  type: 'pothole',
  answers: { description, danger: 'possible' },
  places: [{ role: 'site', address: 'Mill Lane 5', areas: ['ward-1'] }],
});
