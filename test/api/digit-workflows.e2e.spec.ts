import { expect } from 'chai';
import { importDigitWorkflow } from '../../domain/service/digit/index.js';
import type { ServiceDefinition } from '../../domain/service/schema/index.js';
import type { ServiceView } from '../../projections/services/model.js';
import { fileOf, files, only } from '../samples/digit.js';
import { openApiCity, riverton, someone, type ApiCity } from './city.js';
import { Driver } from './digit/drive.js';
import { allWays, edgeName, edgesOf, endOf, startsOf } from './digit/graph.js';
import { furnish, publishService } from './riverton.js';

interface RawState {
  readonly state: string | null;
  readonly isTerminateState?: boolean | string;
  readonly actions: readonly { readonly nextState: string }[] | null;
}

/** States in which a matter ends, straight from the file: those that can be reached and those that can not. */
function endsIn(name: string) {
  const { BusinessServices } = fileOf(name) as { BusinessServices: { states: RawState[] }[] };
  const { states } = BusinessServices[0]!;
  const next = (from: string | null): readonly string[] =>
    (states.find(({ state }) => state === from)?.actions ?? []).map(({ nextState }) => nextState);
  const reached = new Set(next(null));
  for (const state of reached) for (const to of next(state)) reached.add(to);
  const ends = states
    .filter(({ isTerminateState }) => String(isTerminateState) === 'true')
    .flatMap(({ state }) => state ?? []);
  return {
    reachable: ends.filter((state) => reached.has(state)).sort(),
    unreachable: ends.filter((state) => !reached.has(state)).sort(),
  };
}

/** What the files flag as an end and no action leads to. */
const unreachable: Readonly<Record<string, readonly string[]>> = {
  'pgr.json': ['CANCELLED', 'RESOLVEDBYSUPERVISOR'],
};

describe('workflows of DIGIT, imported and driven over HTTP', () => {
  let city: ApiCity;
  let edges = 0;
  let ends = 0;
  before(async () => {
    city = await openApiCity();
    await furnish(city, []);
  });
  after(() => city.close());

  /** The definition as the API gives it back once it is published. */
  async function published(name: string): Promise<ServiceDefinition> {
    const admin = await city.as(someone('staff', 'kabir.sethi', ['admin']));
    const definition = only(importDigitWorkflow(fileOf(name), { authority: riverton }));
    await publishService(admin, definition);
    const params = { authority: riverton, code: definition.code, version: 1 };
    return (await admin.must<ServiceView>('getServiceVersion', { params })).definition;
  }

  for (const name of files)
    it(`${name}: from every start, by every action and whoever may take it, to every end`, async () => {
      const definition = await published(name);
      const ways = allWays(definition);
      const driver = new Driver(city, definition);
      for (const way of ways) await driver.follow(way);

      const taken = new Set(ways.flatMap((way) => way.edges.map(edgeName)));
      expect([...taken]).to.have.members(edgesOf(definition).map(edgeName));
      expect(ways.length).to.be.at.least(startsOf(definition).length);
      const passed = new Set(ways.flatMap((way) => [endOf(way), ...way.edges.map(({ to }) => to)]));
      const { reachable, unreachable: left } = endsIn(name);
      expect([...passed]).to.include.members(reachable);
      expect(left).to.deep.equal(unreachable[name] ?? []);
      const states = definition.workflow.states.map(({ code }) => code);
      expect([...passed, ...startsOf(definition).map(({ state }) => state)]).to.include.members(
        states,
      );
      for (const state of left) expect(states).not.to.include(state);
      edges += taken.size;
      ends += reachable.length;
    });

  it('were eight, and left nothing out', () => {
    expect(files).to.have.length(8);
    expect({ edges, ends }).to.deep.equal({ edges: 161, ends: 19 });
  });
});
