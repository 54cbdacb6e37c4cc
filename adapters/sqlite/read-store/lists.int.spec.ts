import { expect } from 'chai';
import { caseCollection } from '../../../projections/cases/model.js';
import {
  caseFilter,
  caseSorts,
  type CaseSearch,
  type CaseSort,
} from '../../../projections/cases/search.js';
import { everything } from '../../../projections/query/filter.js';
import { checkFind } from '../../../projections/query/find.js';
import { openDatabase } from '../driver.js';
import { findSql } from './find-sql.js';
import { layoutOf } from './layout.js';
import { build, createCollection } from './schema.js';

const searches: Readonly<Record<string, CaseSearch>> = {
  'all cases': {},
  'those of an office': { office: ['roads'] },
  'those of a service': { service: ['complaint'] },
  'open ones': { status: ['open'] },
  'open ones of an office': { status: ['open'], office: ['roads'] },
};

/** Orders in which a page of these is looked for: in the order of work only what is open is. */
const orders = (search: CaseSearch): readonly CaseSort[] =>
  search.status === undefined && (search.office ?? search.service) !== undefined
    ? ['newest', 'oldest']
    : ['queue'];

describe('lists of cases', () => {
  const db = openDatabase(':memory:');
  const layout = layoutOf(caseCollection);

  before(() => {
    createCollection(db, layout);
    for (const structure of layout.structures) build(db, layout, structure);
  });
  after(() => db.close());

  for (const [name, search] of Object.entries(searches))
    for (const sort of orders(search))
      it(`reads ${name} in the order "${sort}" from an index, without sorting them`, () => {
        const filter = { all: [everything, caseFilter(search)] };
        const find = checkFind(caseCollection, { filter, sort: caseSorts[sort], page: {} });
        for (const { text, values } of findSql(layout, find, () => false)) {
          const plan = db.prepare(`EXPLAIN QUERY PLAN ${text}`).rows(...values, 26);
          const steps = plan.map((row) => String(row[3])).join('; ');
          expect(steps).to.match(/USING (COVERING )?INDEX/);
          expect(steps).not.to.contain('TEMP B-TREE');
        }
      });
});
