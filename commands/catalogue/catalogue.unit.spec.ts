import { expect } from 'chai';
import { instant } from '../../domain/kernel/instant.js';
import type { Rejection } from '../../domain/kernel/rejection.js';
import type { Result } from '../../domain/kernel/result.js';
import {
  administrator,
  calendar,
  city,
  emptyCity,
  publishService,
  smallCity,
  state,
  type City,
} from '../../test/commands/city.js';
import { unsteady } from '../../test/commands/unsteady-store.js';
import { tinyService } from '../../test/samples/service.js';
import type { Chosen } from './offer.js';

const now = instant('2026-03-02T04:00:00Z');
const code = 'street-light';

const told = (result: Result<Chosen, Rejection>): string => {
  if (!result.ok) return result.error.code;
  const { authority, version } = result.value.service.definition;
  return `${authority}/${version}`;
};

const openingAt = async (made: City, at = now): Promise<string> =>
  told((await made.catalogue.offer(city, code)).opening(at));

const revise = (change: Partial<typeof tinyService>) => ({ ...tinyService, ...change });

describe('the catalogue', () => {
  it('does not know what nobody has published', async () => {
    expect(await openingAt(emptyCity())).to.equal('catalogue.service-unknown');
  });

  it('sees what its own process has published at once', async () => {
    const made = emptyCity();
    await openingAt(made);
    await made.must('reference publish', `${city}/office-hours`, calendar());
    await publishService(made, tinyService);
    expect(await openingAt(made)).to.equal('demo.riverton/1');
  });

  it('sees what another process has published within a second', async () => {
    const one = await smallCity();
    let milliseconds = 0;
    const other = emptyCity({ store: one.store, monotonic: () => milliseconds });
    expect(await openingAt(other)).to.equal('demo.riverton/1');
    await publishService(one, revise({ effectiveFrom: '2026-03-02' }));
    expect(await openingAt(other)).to.equal('demo.riverton/1');
    milliseconds += 1000;
    expect(await openingAt(other)).to.equal('demo.riverton/2');
  });

  it('answers from memory at once while that is young', async () => {
    const made = await smallCity();
    await made.catalogue.offer(city, code);
    expect(made.catalogue.offer(city, code)).to.not.be.instanceOf(Promise);
  });

  it('reads each stream once for many who ask at a time', async () => {
    const { store: stored } = await smallCity();
    const store = unsteady(stored);
    const made = emptyCity({ store });
    await Promise.all(Array.from({ length: 20 }, async () => made.catalogue.offer(city, code)));
    // Service, calendar, offices and areas, each of the city and of the authority above it.
    expect(store.calls.read).to.equal(8);
  });

  describe('chooses the version of a case', () => {
    const revised = async (): Promise<City> => {
      const made = await smallCity();
      await publishService(made, revise({ effectiveFrom: '2026-03-10' }));
      return made;
    };

    for (const [at, version] of [
      ['2025-12-31T18:29:59Z', 'catalogue.not-in-effect'],
      ['2025-12-31T18:30:00Z', 'demo.riverton/1'],
      ['2026-03-09T18:29:59Z', 'demo.riverton/1'],
      ['2026-03-09T18:30:00Z', 'demo.riverton/2'],
    ] as const)
      it(`by the local date: ${version} at ${at}`, async () => {
        expect(await openingAt(await revised(), instant(at))).to.equal(version);
      });

    it('that it keeps', async () => {
      const offer = await (await revised()).catalogue.offer(city, code);
      expect(told(offer.version(1, city))).to.equal('demo.riverton/1');
      expect(told(offer.version(3, city))).to.equal('catalogue.version-unknown');
      expect(told(offer.version(1, state))).to.equal('catalogue.version-unknown');
    });

    it('not from a service that was withdrawn by then', async () => {
      const made = await smallCity();
      const body = { from: '2026-03-05', reason: 'no lights left' };
      await made.must('service withdraw', `${city}/${code}`, body);
      expect(await openingAt(made, instant('2026-03-04T04:00:00Z'))).to.equal('demo.riverton/1');
      expect(await openingAt(made, instant('2026-03-05T04:00:00Z'))).to.equal(
        'catalogue.withdrawn',
      );
    });
  });

  describe('looks up the lineage of an authority', () => {
    const both = async (): Promise<City> => {
      const made = emptyCity();
      const caller = administrator(state);
      await made.must('reference publish', `${state}/office-hours`, calendar(), { caller });
      await publishService(
        made,
        Object.assign(revise({ authority: 'demo' }), { overridable: ['limits'] }),
      );
      return made;
    };

    it('for a service that only the one above has', async () => {
      expect(await openingAt(await both())).to.equal('demo/1');
    });

    it('and prefers the nearest one that is in effect', async () => {
      const made = await both();
      const adoption = { of: 'demo', effectiveFrom: '2026-03-10', overrides: {} };
      await made.must('service adopt', `${city}/${code}`, adoption);
      await made.must('service publish', `${city}/${code}`, {});
      expect(await openingAt(made, instant('2026-03-09T04:00:00Z'))).to.equal('demo/1');
      expect(await openingAt(made, instant('2026-03-10T04:00:00Z'))).to.equal('demo.riverton/1');
      const offer = await made.catalogue.offer(city, code);
      expect(told(offer.version(1, state))).to.equal('demo/1');
      expect(told(offer.version(1, city))).to.equal('demo.riverton/1');
    });

    it('and never beside it', async () => {
      const made = await both();
      const offer = await made.catalogue.offer(city.replace('riverton', 'hillside') as never, code);
      expect(told(offer.opening(now))).to.equal('demo/1');
      const other = await made.catalogue.offer('other' as never, code);
      expect(told(other.opening(now))).to.equal('catalogue.service-unknown');
    });
  });

  it('gives offices and areas as they are published', async () => {
    const made = await smallCity();
    const offices = {
      kind: 'offices',
      effectiveFrom: '2020-01-01',
      value: { offices: [{ code: 'works', title: { en: 'Works' }, head: 'wanda' }] },
    };
    await made.must('reference publish', `${city}/offices`, offices);
    const chosen = (await made.catalogue.offer(city, code)).opening(now);
    const office = chosen.ok ? chosen.value.reference.office('works', '2026-01-01' as never) : null;
    expect(office?.head).to.equal('wanda');
  });
});
