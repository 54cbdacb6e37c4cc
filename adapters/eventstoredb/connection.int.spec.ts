import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { Position } from '../../domain/kernel/ids.js';
import { StoreUnavailableError } from '../../domain/kernel/faults.js';
import { root } from '../../scripts/root.js';
import {
  failure,
  follow,
  idsOf,
  newEvents,
  newStream,
  patience,
  readAllOf,
  within,
} from '../../test/contracts/event-store/samples.js';
import { onStandIn } from '../../test/servers/eventstoredb.js';
import { StandIn } from '../../test/servers/eventstoredb/server.js';
import { Proxy } from '../../test/servers/proxy.js';
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

    it('goes to the leader when it is sent there, and back', async () => {
      const leader = made().server;
      const follower = await StandIn.start({ leader: leader.port });
      try {
        const store = made().open({ url: follower.url });
        const stream = newStream();
        expect(await readAllOf(store, stream)).to.deep.equal([]);
        await store.append(stream, newEvents(1), 'none');
        expect(await readAllOf(store, stream)).to.have.length(1);
        expect(leader.log.stream(stream)).to.have.length(1);
        const other = made().open({ url: follower.url });
        await other.append(newStream(), newEvents(1), 'none');
        expect(await failure(() => follow(other, 'f'.repeat(16) as Position, 1))).to.be.instanceOf(
          RangeError,
        );
      } finally {
        follower.stop();
      }
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
      expect((await within(patience, writing)).revision).to.equal(0n);
    });
  });

  describe('over a network', () => {
    const made = onStandIn();
    let proxy: Proxy;
    const throughProxy = () => {
      const url = `esdb://127.0.0.1:${proxy.port}?tls=false`;
      return made().open({ url });
    };
    beforeEach(async () => {
      proxy = new Proxy({ host: '127.0.0.1', port: made().server.port });
      await proxy.start();
    });
    afterEach(() => proxy.stop());

    it('that swallows everything, gives up in time, and goes on afterwards', async () => {
      const store = throughProxy();
      const stream = newStream();
      const [first, second] = [newEvents(1), newEvents(1)];
      await store.append(stream, first, 'none');
      proxy.freeze();
      const append = () => store.append(stream, second, 0n);
      expect(await failure(() => within(5_000, append()))).to.be.instanceOf(StoreUnavailableError);
      const read = () => readAllOf(store, stream);
      expect(await failure(() => within(5_000, read()))).to.be.instanceOf(StoreUnavailableError);
      proxy.thaw();
      expect((await append()).revision).to.equal(1n);
      expect(idsOf(await read())).to.deep.equal(idsOf([...first, ...second]));
    });

    it('that swallows everything, gives up after the deadline that its address names', async () => {
      proxy.freeze();
      const url = `esdb://127.0.0.1:${proxy.port}?tls=false&defaultDeadline=200`;
      const store = openEventStoreDb({ url });
      const append = () => store.append(newStream(), newEvents(1), 'none');
      expect(await failure(() => within(5_000, append()))).to.be.instanceOf(StoreUnavailableError);
      proxy.thaw();
      await store.close();
    });

    it('that breaks, reads again at once', async () => {
      const store = throughProxy();
      const stream = newStream();
      await store.append(stream, newEvents(3), 'none');
      await proxy.stop();
      await proxy.start();
      expect(await within(patience, readAllOf(store, stream))).to.have.length(3);
    });

    it('that breaks for a subscriber, who goes on', async () => {
      const store = throughProxy();
      const following = follow(store, await store.head(), 2);
      const events = newEvents(2);
      const stream = newStream();
      await store.append(stream, events.slice(0, 1), 'none');
      await proxy.stop();
      await proxy.start();
      await made().store.append(stream, events.slice(1), 0n);
      const pages = await within(patience, following);
      expect(pages.flatMap((page) => idsOf(page.events))).to.deep.equal(idsOf(events));
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
        expect(await within(patience, ended)).to.deep.equal([0, null]);
      }).timeout(15_000);
  });
});
