import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { projections } from '../../../projections/index.js';
import { root } from '../../root.js';
import { projectionSources } from './projection-sources.js';

const folder = join(root, 'dist', 'projections');
/** The kernel's ids and times are part of every event, and what an event's type is called is part of the event. */
const fixed = /domain\/(kernel\/|\w+\/events\.js$)/;

const importsOf = (path: string): readonly string[] =>
  [...readFileSync(path, 'utf8').matchAll(/from '(\.[^']+)'/g)].map(([, to = '']) =>
    resolve(path, '..', to),
  );

/** Modules that a read model's own folder and all that it borrows are made of. */
function modulesOf(name: string): readonly string[] {
  const own = readdirSync(join(folder, name))
    .filter((file) => /^(project|folds|opening|histogram|model|turn-id)\.js$/.test(file))
    .map((file) => join(folder, name, file));
  const found = new Set(own);
  for (const path of found) for (const to of importsOf(path)) if (!fixed.test(to)) found.add(to);
  return [...found];
}

describe('the code that a read model is made by', () => {
  for (const projection of projections)
    it(`is known whole: ${projection.name}`, () => {
      const sources = new Set(projectionSources(projection));
      const modules = modulesOf(projection.name);
      expect(modules.length).to.be.above(1);
      expect(modules.filter((path) => !sources.has(readFileSync(path, 'utf8')))).to.deep.equal([]);
    });
});
