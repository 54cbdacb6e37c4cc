import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { scratchDirectory } from '../../test/fixtures/scratch.js';
import { CharterProcess, charter, ready } from '../../test/program.js';
import { root } from '../root.js';

const lines = ['--empty', '--port', '0', '--log-level', 'warn'];

describe('a city whose pages have no service to show', () => {
  const file = scratchDirectory();

  /** What a city says until it has said what is waited for, or within a moment of being ready. */
  async function said(data: string, awaited?: RegExp, more: readonly string[] = []) {
    const city = new CharterProcess(['start', '--data', data, ...lines, ...more]);
    await ready(city);
    for (let looks = 0; looks < (awaited === undefined ? 5 : 100); looks++) {
      if (awaited?.test(city.output)) break;
      await sleep(100);
    }
    return (await city.stop()).output;
  }

  it('says how to publish the first one, or which authority the services are of', async () => {
    const data = file('city');
    const nothing = /No service is published yet\. docs\/how-to\/add-a-service/;
    expect(await said(data, nothing)).to.match(nothing);
    const workflow = join(root, 'test', 'fixtures', 'digit-workflows', 'firenoc.json');
    const words = ['import', 'digit-workflow', workflow, '--publish', '--data', data];
    expect(await charter([...words, '--authority', 'pb.amritsar'])).to.include({ code: 0 });
    const elsewhere = /none; those here are of pb\.amritsar.*--authority pb\.amr/s;
    expect(await said(data, elsewhere)).to.match(elsewhere);
    expect(await said(data, undefined, ['--authority', 'pb.amritsar'])).not.to.match(
      /authority pb|No service/,
    );
  }).timeout(60_000);
});
