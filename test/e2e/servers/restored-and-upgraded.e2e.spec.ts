import { expect } from 'chai';
import type { Caller } from '../../../commands/dispatch.js';
import type { Problem } from '../../../http/problem.js';
import type { Role } from '../../../scripts/configuration/settings.js';
import { raw } from '../../api/raw.js';
import { furnish } from '../../api/riverton.js';
import { onCase, people } from '../../api/stories/story.js';
import type { Started } from '../../servers/city.js';
import { describeWithMongo } from '../../servers/mongodb-suite.js';
import { dumped, restore, type Dump } from '../../servers/mongodb.js';
import { Processes, until } from './processes.js';
import { isUpgraded } from './upgrading.js';
import type { CaseReply } from '../../api/client.js';

const roles = ['write-api', 'read-api', 'projections'] as const satisfies readonly Role[];

describeWithMongo('a city that is restored from a backup, and upgraded', function () {
  this.timeout(60_000);
  let processes: Processes;
  let kept: string;
  let later: string;
  let yesterday: { readonly models: Dump; readonly records: number };

  const start = () => Promise.all(roles.map((role) => processes.add(role)));
  const stop = () => Promise.all(processes.all.map((one) => processes.end(one, 'SIGTERM')));
  const see = (id: string) => {
    const [reader] = processes.of('read-api');
    return processes.ask<CaseReply>('asha', reader, 'getCase', onCase(id));
  };
  const submit = async () => {
    const id = await processes.submit(processes.of('write-api')[0]);
    await see(id);
    return id;
  };
  /** The report of a rebuild: documents, and how many differ from those before. */
  const rebuilt = async () => {
    const { code, output, errors } = await processes.city.run(['rebuild', 'cases']);
    expect(code, output + errors).to.equal(0);
    return output;
  };

  before(async () => {
    processes = await Processes.start(roles);
    const [writer] = processes.of('write-api');
    await furnish({ as: (caller: Caller) => processes.city.as(caller, writer) }, ['complaint']);
    kept = await submit();
    const { log, database } = processes.city.servers;
    yesterday = { models: await dumped(database), records: log.log.records.length };
    later = await submit();
    await stop();
  });
  after(() => processes.city.close());

  it('catches up by itself with read models of yesterday, and has what a rebuild has', async () => {
    await restore(processes.city.servers.database, yesterday.models);
    await start();
    for (const id of [kept, later]) expect(await see(id)).to.include({ reference: id });
    expect(await rebuilt()).to.match(/^cases +2 +0$/m);
    await stop();
  });

  describe('with a log of yesterday, which does not have all that read models show', () => {
    let reader: Started;
    const asked = async (operation: string, id: string) => {
      processes.city.position = undefined;
      const client = await processes.city.as(people.asha, reader);
      return client.call<Partial<Problem>>(operation, operation === 'listCases' ? {} : onCase(id));
    };

    before(async () => {
      processes.city.servers.log.log.cutTo(yesterday.records);
      const process = processes.city.spawn('read-api');
      reader = { role: 'read-api', process, url: await process.url() };
    });

    it('shows nobody what is not in the log, and says why', async () => {
      for (const operation of ['listCases', 'getCase']) {
        const { status, headers, body } = await asked(operation, later);
        expect([status, body.code, headers.has('retry-after')]).to.deep.equal([
          ...([503, 'projection.rebuild-needed', true] as const),
        ]);
      }
      const { status, text } = await raw(reader, '/readyz');
      expect(status).to.equal(503);
      expect(text).to.match(/"cases":"rebuild-needed: .*Run: charter rebuild cases/);
    });

    it('folds nothing more on top of it, and says why', async () => {
      const { code, errors } = await processes.city.spawn('projections').ended;
      expect(code).to.equal(2);
      expect(errors).to.match(/Rebuild needed for .*Run: charter rebuild/);
    });

    it('is mended by a rebuild', async () => {
      expect(await rebuilt()).to.match(/^cases +1 +0$/m);
      await until(async () => (await asked('listCases', kept)).status === 200);
      expect((await asked('getCase', kept)).status).to.equal(200);
      expect((await asked('getCase', later)).status).to.equal(404);
      await start();
      await submit();
    });
  });

  describe('with a release that has a new version of an event', () => {
    isUpgraded(() => processes);
  });
});
