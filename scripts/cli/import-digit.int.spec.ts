import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { charter, startCity } from '../../test/program.js';
import { root } from '../root.js';

const shared = join(root, '..', 'shared', 'data', 'digit-workflows');
const workflows = existsSync(shared) ? shared : join(root, 'test', 'fixtures', 'digit-workflows');

describe('charter import digit-workflow', () => {
  let data = '';
  const importing = (path: string, ...more: readonly string[]) =>
    charter(['import', 'digit-workflow', path, '--authority', 'demo.riverton', ...more]);
  before(async () => {
    data = mkdtempSync(join(tmpdir(), 'charter-digit-'));
    const city = await startCity(data, ['--empty']);
    await city.stop();
  });
  after(() => rmSync(data, { recursive: true }));

  it('publishes every workflow of a folder, and nothing when it is asked again', async () => {
    const count = readdirSync(workflows).filter((name) => name.endsWith('.json')).length;
    const first = await importing(workflows, '--publish', '--data', data);
    expect(first.errors).to.equal('');
    expect(first.code).to.equal(0);
    expect(first.output.match(/^Published [\w-]+ version 1 of demo\.riverton$/gm)).to.have.length(
      count,
    );
    expect(first.output).to.match(/^ {2}warning {2}pgr: On [\d-]+ there is no calendar "/m);
    expect(first.output).to.match(
      /^\d+ files: \d+ services with \d+ states and \d+ actions; 0 errors, \d+ warnings$/m,
    );
    const again = await importing(workflows, '--publish', '--data', data);
    expect(again.code, again.errors).to.equal(0);
    expect(again.output).not.to.match(/^Published [\w-]+ version/m);
    expect(again.output.match(/^Published before: /gm)).to.have.length(count);
  });

  it('makes a token of a role that no service names, and says which are known', async () => {
    const city = await startCity(data, ['--empty']);
    await city.stop();
    const flags = ['--actor', 'asha', '--authority', 'demo', '--data', data];
    const [typo, known] = await Promise.all([
      charter(['token', ...flags, '--roles', 'kerk,admin']),
      charter(['token', ...flags, '--roles', 'admin']),
    ]);
    expect(typo.errors).to.match(/^Nothing here speaks of the role kerk\. Known are: .*admin.*\n$/);
    expect(typo.output).to.match(/^ey/);
    expect(known.errors).to.equal('');
  });

  it('founds no city by a publication, and writes over nothing unasked', async () => {
    const [typo, out] = [join(data, 'typo'), join(data, 'out')];
    const refused = await importing(workflows, '--publish', '--data', typo);
    expect(refused.errors).to.match(/^There is no city in .*typo/);
    expect(refused.output).to.equal('');
    expect(existsSync(typo)).to.equal(false);
    expect((await importing(workflows, '--out', out)).code).to.equal(0);
    const again = await importing(workflows, '--out', out);
    expect(again.errors).to.match(/service\.json is there already.*--force\.\n$/);
    expect(again.code).to.equal(1);
    expect((await importing(workflows, '--out', out, '--force')).code).to.equal(0);
  });

  it('says in a line that there is nothing at a path', async () => {
    const { code, errors } = await importing(join(data, 'no-such-file.json'));
    expect(code).to.equal(1);
    expect(errors).to.match(/^There is nothing at .*no-such-file\.json\.\n$/);
  });
});
