import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readMapping } from '../import/mapping/compile.js';
import { root } from '../root.js';
import { bostonReference } from './boston-311.js';
import { penaltyTariff } from './penalty-tariff.js';

/**
 * Builds the reference data that ships with the two services of the history imports, from the public
 * files that they were taken from:
 *
 *     node dist/scripts/reference-data/build.js ../shared/data
 */
const [, , folder = join(root, '..', 'shared', 'data')] = process.argv;
const services = join(root, 'services');

const write = (path: string, data: unknown): Promise<void> =>
  writeFile(join(services, path), `${JSON.stringify(data, null, 2)}\n`);

await write(
  'traffic-fine/tariffs/penalty-total.json',
  await penaltyTariff(join(folder, 'road-traffic-fines.xes.gz')),
);

const mapping = await readMapping(join(services, 'animal-control', 'import.json'), 'csv');
const boston = await bostonReference(join(folder, 'boston-311-2018.csv.gz'), mapping.compiled);
await write('animal-control/reference/offices.json', boston.offices);
await write('animal-control/reference/areas.json', boston.areas);
