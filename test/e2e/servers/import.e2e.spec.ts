import { join } from 'node:path';
import { expect } from 'chai';
import { projections } from '../../../projections/index.js';
import { root } from '../../../scripts/root.js';
import { charter } from '../../program.js';
import { ServerCity } from '../../servers/city.js';
import { describeWithMongo } from '../../servers/mongodb-suite.js';

const file = join(root, 'test', 'fixtures', 'road-traffic-fines-sample.xes.gz');
const mapping = join(root, 'services', 'traffic-fine', 'import.json');
const importing = ['import', 'xes', file, '--mapping', mapping];
/** When a service was published is when its import began. */
const setUpAt = ['occurredAt', 'updatedAt'];
/** Cases of the sample. */
const fines = 464;

describeWithMongo('fines imported on EventStoreDB and MongoDB, and on SQLite', function () {
  this.timeout(120_000);
  let city: ServerCity;
  let folder: string;

  before(async () => {
    city = await ServerCity.open();
    folder = join(city.folder, 'sqlite');
    const imports = [city.run(importing), charter([...importing, '--data', folder])];
    for (const { code, errors } of await Promise.all(imports)) expect(code, errors).to.equal(0);
  });
  after(() => city.close());

  const compared = async (except: readonly string[]) => {
    const words = ['compare', folder, 'servers', '--except', ...except];
    const { code, output, errors } = await city.run(words);
    const [, table = ''] = output.split(/^read model.*$/m);
    const rows = table.trim().split('\n');
    return {
      ...{ code, errors },
      differing: output.match(/^[a-z-]+ \S+$/gm) ?? [],
      counts: new Map(rows.map((row) => row.split(/ +/) as [string, string])),
    };
  };

  it('have the same documents, one by one, but for when each city was set up', async () => {
    const { code, errors, differing, counts } = await compared(['recordedAt', ...setUpAt]);
    expect([code, errors, differing]).to.deep.equal([0, '', []]);
    expect([...counts.keys()]).to.have.members(projections.map(({ name }) => name));
    expect(counts.get('cases')).to.equal(String(fines));
  });

  it('differ in nothing of a case but when it was recorded', async () => {
    const { code, differing } = await compared(['recordedAt']);
    expect(code).to.equal(3);
    const setUp = /^(services it\.comune|events (reference|service)-it\.comune)/;
    expect(differing).to.have.length.greaterThan(0);
    expect(differing.filter((document) => !setUp.test(document))).to.deep.equal([]);
  });
});
