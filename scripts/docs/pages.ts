import { commandTable, historyTable, visibilityTable } from './access.js';
import { problemTable } from './errors.js';
import { operationsTable } from './operations.js';
import { sampleRolesTable } from './sample-roles.js';
import { settingsTable } from './settings.js';

/** What is printed from code into pages, by the name that a page gives it. */
const regions: Readonly<Record<string, () => string>> = {
  'access-commands': commandTable,
  'access-histories': historyTable,
  'access-queries': visibilityTable,
  'errors-faults': () => problemTable('fault'),
  'errors-rules': () => problemTable('rule'),
  operations: operationsTable,
  'sample-roles': sampleRolesTable,
  settings: settingsTable,
};

const region = /(<!-- from code: ([a-z-]+) -->\n)[\s\S]*?(<!-- end -->)/g;

/**
 * A page with all that comes from code as the code has it now.
 *
 * @throws RangeError for a region that there is not
 */
export const renewed = (text: string): string =>
  text.replaceAll(region, (_, begin: string, name: string, end: string) => {
    const make = Object.hasOwn(regions, name) ? regions[name] : undefined;
    if (make === undefined) throw new RangeError(`Nothing in code is called ${name}`);
    return `${begin}${make()}\n${end}`;
  });

/** Names of the regions of a page. */
export const regionsOf = (text: string): readonly string[] =>
  [...text.matchAll(region)].map(([, , name = '']) => name);

export const regionNames: readonly string[] = Object.keys(regions);
