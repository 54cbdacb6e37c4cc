import { expect } from 'chai';
import {
  put,
  ready,
  rejection,
  thing,
  things,
  type Thing,
} from '../test/contracts/read-store/fixture.js';
import { stage } from '../test/projections/running.js';
import { served } from './served.js';

const again = { ...things, generation: 2 };
const idOf = (generation: number) => ({ projection: 'things', version: 1, generation });

describe('queries by the name of a projection', () => {
  const on = stage();
  let now = 0;
  const things1 = () => served<Thing>(on.store, 'things', { clock: () => now });

  it('say so while nothing serves yet, and work once it does', async () => {
    const cases = things1();
    expect(await rejection(cases.get('a'))).to.include({
      code: 'projection.not-served',
      retryable: true,
    });
    await ready(on.store);
    await put(on.store, [thing('a', 1, { title: 'lamp' })]);
    expect(await cases.get('a')).to.deep.equal(thing('a', 1, { title: 'lamp' }));
  });

  it('are answered in every way by the version that serves', async () => {
    await ready(on.store);
    await put(on.store, [thing('a', 1), thing('b', 2)]);
    const cases = things1();
    expect([...(await cases.getMany(['a', 'b'])).keys()].sort()).to.deep.equal(['a', 'b']);
    expect((await cases.find({ all: [] }, [])).items).to.have.length(2);
    expect((await cases.count({ all: [] })).value).to.equal(2);
    const { rows } = await cases.aggregate({ measures: [{ as: 'n', op: 'count' }] });
    expect(rows).to.deep.equal([{ n: 2 }]);
  });

  it('follow a switch within a second, at once when told, and at once when the old one is dropped', async () => {
    await ready(on.store);
    await put(on.store, [thing('a', 1, { title: 'one' })]);
    const [patient, told, left] = [things1(), things1(), things1()];
    const titles = async () => [
      (await patient.get('a'))?.title,
      (await told.get('a'))?.title,
      (await left.get('a'))?.title,
    ];
    expect(await titles()).to.deep.equal(['one', 'one', 'one']);
    await on.store.prepare(again, 'code-1');
    await put(on.store, [thing('a', 1, { title: 'two' })], again);
    await on.store.finish(again);
    await on.store.serve(idOf(2));
    told.refresh();
    now += 999;
    expect(await titles()).to.deep.equal(['one', 'two', 'one']);
    await on.store.drop(idOf(1));
    expect((await left.get('a'))?.title).to.equal('two');
    now += 1;
    expect((await patient.get('a'))?.title).to.equal('two');
  });

  it('ask once for many at the same time', async () => {
    await ready(on.store);
    let asked = 0;
    const store = {
      versions: (projection?: string) => (asked++, on.store.versions(projection)),
      collection: on.store.collection.bind(on.store),
      close: () => Promise.resolve(),
    };
    const cases = served<Thing>(store, 'things', { clock: () => now });
    await Promise.all(Array.from({ length: 20 }, () => cases.get('a')));
    expect(asked).to.equal(1);
  });

  it('use the fields of the version that serves, not of newer code', async () => {
    const { title, ...fields } = things.fields;
    await ready(on.store, { ...things, fields, indexes: [] });
    const error = await rejection(things1().find({ field: 'title', eq: 'x' }, []));
    expect(title).to.equal('text');
    expect(error).to.include({ code: 'query.invalid' });
  });
});
