import { expect } from 'chai';
import { openEventStoreDb } from '../../../adapters/eventstoredb/index.js';
import { openMongoReadStore } from '../../../adapters/mongodb/read-store/store.js';
import { openReadStore } from '../../../adapters/sqlite/read-store/index.js';
import type { Caller } from '../../../commands/dispatch.js';
import type { EventStore } from '../../../commands/event-store.js';
import type { Recorded } from '../../../domain/kernel/envelope.js';
import { compareModels } from '../../../scripts/compare/compare-models.js';
import type { Role } from '../../../scripts/configuration/settings.js';
import { furnish } from '../../api/riverton.js';
import { everyEvent } from '../../import/import-city.js';
import { foldLog } from '../../projections/fold-log.js';
import { ServerCity, type Cities } from '../city.js';
import { Clients } from './clients.js';
import { casesIn, idsSeenTwice, lives, lostOf, streamsWithGaps } from './held-against.js';
import { Traffic } from './insist.js';
import { Killer } from './killer.js';

/** What a city in trouble is made of. */
export interface Ground {
  readonly city: ServerCity;
  readonly killer: Killer;
  readonly traffic: Traffic;
}

export interface Load extends Cities {
  readonly roles: readonly Role[];
  readonly clients: number;
  /** What the city meets while people work with it. */
  readonly trouble: (ground: Ground) => Promise<void>;
  /** It is over by then. */
  readonly seconds: number;
}

/** Writes by which something would be lost or doubled, if anything is. */
const enough = 100;

/** A city in trouble while people work with it, which must lose and double nothing: cases of a suite. */
export function withstands({ roles, clients, trouble, seconds, ...cities }: Load): () => Ground {
  const traffic = new Traffic();
  let city: ServerCity;
  let killer: Killer;
  let people: Clients;
  let log: EventStore;
  let events: readonly Recorded[];

  before(async function () {
    this.timeout(seconds * 1000 + 180_000);
    city = await ServerCity.open(cities);
    killer = await Killer.start(city, roles);
    const [writer] = killer.alive.filter(({ role }) => role === 'write-api');
    await furnish({ as: (caller: Caller) => city.as(caller, writer!) }, ['complaint']);
    people = await Clients.of(city, {
      writing: { traffic, where: () => killer.addresses('write-api') },
      reading: { traffic, where: () => killer.addresses('read-api') },
    });
    const working = people.work(clients);
    await trouble({ city, killer, traffic })
      .then(() => people.acknowledgedMoreThan(enough))
      .finally(() => people.stop());
    await working;
    log = openEventStoreDb({ url: city.servers.log.url });
    events = await everyEvent(log);
  });
  after(async () => {
    await log.close();
    await city.close();
  });

  it('loses no process by itself', () => {
    expect(killer.ended).to.deep.equal([]);
  });

  it('answers what was asked, or says when to ask again', () => {
    expect(traffic.wrong).to.deep.equal([]);
    expect(traffic.answered).to.be.greaterThan(enough);
  });

  it('has every event of which somebody was told, once', () => {
    expect(people.acknowledged.length).to.be.greaterThan(enough);
    expect(lostOf(events, people.acknowledged)).to.deep.equal([]);
    expect(idsSeenTwice(events)).to.deep.equal([]);
    expect(streamsWithGaps(events)).to.deep.equal([]);
  });

  it('has one case for each key, each dealt with once', () => {
    const ways = [...lives(events, new Set(people.keys))];
    expect(ways.map(([life]) => life)).to.have.length(1);
    expect(ways[0]?.[1]).to.equal(people.keys.length);
  });

  it('shows at once what was written', () => {
    expect(people.unseen).to.deep.equal([]);
  });

  it('has the read models that its log says, document by document', async () => {
    const fresh = openReadStore(':memory:');
    const kept = await openMongoReadStore({ uri: city.servers.database });
    try {
      await foldLog(log, fresh);
      for await (const compared of compareModels(fresh, kept, { except: [] })) {
        const { model, documents, differences } = compared;
        expect(differences, model).to.deep.equal([]);
        if (model === 'cases') expect(documents).to.equal(casesIn(events).length);
      }
    } finally {
      await Promise.all([fresh.close(), kept.close()]);
    }
  });

  return () => ({ city, killer, traffic });
}

export interface Kills extends Pick<Load, 'roles' | 'clients' | 'seconds'> {
  /** Most milliseconds between two kills. */
  readonly between: number;
  readonly leastKills: number;
}

/** A city whose processes are killed at random while people work with it: cases of a suite. */
export function withstandsKills({ between, leastKills, ...load }: Kills): () => Ground {
  const ground = withstands({
    ...load,
    trouble: ({ killer }) => killer.killFor(load.seconds * 1000, between),
  });

  it('loses processes, and connections with them', () => {
    const { killer, traffic } = ground();
    expect(killer.kills).to.be.at.least(leastKills);
    expect(traffic.lost).to.be.greaterThan(0);
  });
  return ground;
}
