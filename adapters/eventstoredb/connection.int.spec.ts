import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { StoreUnavailableError } from '../../domain/kernel/faults.js';
import { root } from '../../scripts/root.js';
import {
  failure,
  newEvents,
  newStream,
  readAllOf,
  within,
} from '../../test/contracts/event-store/samples.js';
import { onStandIn } from '../../test/servers/eventstoredb.js';
import { StandIn } from '../../test/servers/eventstoredb/server.js';
import { openEventStoreDb } from './index.js';

const certificate = join(root, 'test', 'fixtures', 'tls', 'server.crt');
const key = join(root, 'test', 'fixtures', 'tls', 'server.key');
const program = fileURLToPath(new URL('../../test/fixtures/use-eventstoredb.js', import.meta.url));

describe('connecting to EventStoreDB', () => {
  const appendOnce = async (url: string) => {
    const store = openEventStoreDb({ url, limits: { callMilliseconds: 1_000 } });
    try {
      const stream = newStream();
      await store.append(stream, newEvents(1), 'none');
      return (await readAllOf(store, stream)).length;
    } finally {
      await store.close();
    }
  };

  describe('securely', () => {
    let server: StandIn;

    before(async () => {
      const tls = {
        certificate: readFileSync(certificate, 'utf8'),
        key: readFileSync(key, 'utf8'),
      };
      server = await StandIn.start({ tls, user: 'asha:pa:ss' });
    });
    after(() => {
      server.stop();
    });
    const url = (user: string, options: string) =>
      `esdb://${user}localhost:${server.port}${options}`;
    const authority = `?tlsCAFile=${encodeURIComponent(certificate)}`;

    it('takes a user and the authority of the certificate', async () => {
      expect(await appendOnce(url('asha:pa%3Ass@', authority))).to.equal(1);
    });

    it('says that the user is refused', async () => {
      for (const user of ['asha:wrong@', ''])
        expect(await failure(() => appendOnce(url(user, authority))))
          .to.be.instanceOf(StoreUnavailableError)
          .and.have.property('message')
          .that.includes('refuses this user');
    });

    it('refuses a server whose certificate nobody vouches for', async () => {
      const error = await failure(() => appendOnce(url('asha:pa%3Ass@', '')));
      expect(error).to.be.instanceOf(StoreUnavailableError);
    });
  });

  describe('to a cluster', () => {
    const made = onStandIn();

    it('finds the leader by any of its addresses', async () => {
      const { port } = made().server;
      for (const hosts of [`127.0.0.1:1,127.0.0.1:${port}`, `127.0.0.1:${port},127.0.0.1:1`])
        expect(await appendOnce(`esdb://${hosts}?tls=false`)).to.equal(1);
    });

    it('finds it by a name', async () => {
      const url = `esdb+discover://localhost:${made().server.port}?tls=false`;
      expect(await appendOnce(url)).to.equal(1);
    });

    it('says that none of its members can be reached', async () => {
      const url = 'esdb://127.0.0.1:1,127.0.0.1:2?tls=false&maxDiscoverAttempts=2';
      expect(await failure(() => appendOnce(url))).to.be.instanceOf(StoreUnavailableError);
    });

    it('goes on when its leader was gone', async () => {
      const { server, open } = made();
      const url = `esdb://127.0.0.1:1,127.0.0.1:${server.port}?tls=false`;
      const store = open({ url, limits: { callMilliseconds: 5_000 } });
      await store.append(newStream(), newEvents(1), 'none');
      server.goAway();
      const writing = store.append(newStream(), newEvents(1), 'none');
      await server.comeBack();
      expect((await within(4_000, writing)).revision).to.equal(0n);
    });
  });

  describe('closing', () => {
    const made = onStandIn();

    for (const what of ['all', 'gone', 'frozen'] as const)
      it(`lets the process end: ${what}`, async () => {
        const child = spawn(process.execPath, [program, made().server.url], {
          stdio: ['pipe', 'pipe', 'inherit'],
        });
        const ended = once(child, 'exit');
        await once(child.stdout, 'data');
        if (what === 'gone') made().server.goAway();
        if (what === 'frozen') made().server.faults.freeze();
        child.stdin.end('close\n');
        expect(await within(5_000, ended)).to.deep.equal([0, null]);
      }).timeout(15_000);
  });
});
