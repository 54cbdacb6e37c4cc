import { expect } from 'chai';
import { createMemoryEventStore } from '../../adapters/memory/event-store.js';
import { createCommands, type Dispatch } from '../../commands/index.js';
import { addLength } from '../../domain/kernel/calendar/index.js';
import type { Recorded } from '../../domain/kernel/envelope.js';
import { instant } from '../../domain/kernel/instant.js';
import { silent } from '../../test/commands/workbench.js';
import { root } from '../root.js';
import { codec } from '../system/codec.js';
import { readDefinitions } from './definitions.js';
import { later, lifetimeOf } from './lifetime.js';
import { createLivedClock } from './lived-clock.js';
import { makeSampleCity, type Made } from './make.js';
import { OpenCases } from './open-cases.js';

const definitions = readDefinitions(root);
type Store = ReturnType<typeof createMemoryEventStore>;

class CutOff extends Error {}

/** @param most commands after which the process is as good as killed */
async function make(end: string, store?: Store, most = Infinity): Promise<Made & { store: Store }> {
  const life = lifetimeOf(definitions.calendar, instant(end));
  const clock = createLivedClock(life.begin);
  const log = store ?? createMemoryEventStore({ now: clock.now });
  const cases = new OpenCases();
  const commands = createCommands({
    store: log,
    codec,
    clock,
    logger: silent,
    facts: cases.facts,
  });
  let count = 0;
  const execute = (dispatch: Dispatch) => {
    if ((count += 1) > most) throw new CutOff();
    return commands.execute(dispatch);
  };
  const making = { log, clock, cases, definitions, end: life.end, onProgress: () => undefined };
  const peek: typeof commands.peek = (stream, options) => commands.peek(stream, options);
  const made = await makeSampleCity({ ...making, commands: { execute, peek } });
  return { ...made, store: log };
}

async function eventsOf(store: Store): Promise<readonly Recorded[]> {
  const events: Recorded[] = [];
  for await (const page of store.readAll()) events.push(...page);
  return events;
}

/** What happened to each stream, without when it was recorded. */
const told = (events: readonly Recorded[]): Readonly<Record<string, readonly string[]>> => {
  const streams: Record<string, string[]> = {};
  for (const { stream, id, type, meta } of events)
    (streams[stream] ??= []).push(`${id} ${type} ${meta.occurredAt} ${meta.actor.id}`);
  return streams;
};

describe('the making of the sample city', () => {
  const sunday = '2026-11-22T14:00:00.000Z';
  let city: Made & { store: Store };
  let events: readonly Recorded[];

  before(async () => {
    city = await make(sunday);
    events = await eventsOf(city.store);
  });

  it('takes every step of its stories', () => {
    expect(city.refused).to.deep.equal([]);
    expect(city.cases).to.be.within(250, 400);
  });

  for (const end of ['2026-01-02T03:20:00.000Z', '2027-03-31T20:45:00.000Z'])
    it(`takes them whenever it is made: ${end}`, async () => {
      expect((await make(end)).refused).to.deep.equal([]);
    });

  it('leaves nothing in the future and nothing undone that is due', () => {
    const times = events.map(({ meta }) => meta.occurredAt);
    expect(times.filter((time) => time > sunday)).to.deep.equal([]);
    expect(events.map(({ recordedAt }) => recordedAt)).to.deep.equal(
      events.map(({ recordedAt }) => recordedAt).sort(),
    );
  });

  it('has what there is to see: escalations, reopenings, feedback, questions, every service', () => {
    const count = (type: string): number => events.filter((event) => event.type === type).length;
    expect(count('case.escalated.v1')).to.be.greaterThan(20);
    expect(count('case.reopened.v1')).to.be.greaterThan(5);
    expect(count('case.feedback-given.v1')).to.be.greaterThan(30);
    const services = events
      .filter(({ type }) => type === 'case.submitted.v1')
      .map(({ data }) => (data as { service: string }).service);
    expect([...new Set(services)].sort()).to.deep.equal(
      definitions.services.map(({ code }) => code).sort(),
    );
  });

  const penalties = (of: readonly Recorded[]): readonly string[] =>
    of
      .filter(
        ({ type, data }) => type === 'case.acted.v1' && JSON.stringify(data).includes('penalty'),
      )
      .flatMap(({ data }) => (data as { timers: { timer: string; dueAt?: string }[] }).timers)
      .flatMap(({ timer, dueAt }) => (timer === 'penalty' && dueAt !== undefined ? [dueAt] : []));

  for (const end of [sunday, '2026-11-07T12:00:00.000Z', '2026-12-31T18:20:00.000Z'])
    it(`has one fine that doubles in the week after the next two working days: ${end}`, async () => {
      const life = lifetimeOf(definitions.calendar, instant(end));
      const twoDays = addLength(life.end, { workingDays: 2 }, definitions.calendar, 'exact');
      const made = end === sunday ? events : await eventsOf((await make(end)).store);
      const soon = penalties(made).filter(
        (dueAt) => dueAt > twoDays && dueAt <= later(twoDays, 7 * 24),
      );
      expect(soon).to.have.length(1);
      expect(penalties(made).filter((dueAt) => dueAt > end && dueAt <= twoDays)).to.deep.equal([]);
      expect(penalties(made).filter((dueAt) => dueAt < end)).not.to.deep.equal([]);
    });

  it('tells the same again for the same present', async () => {
    const again = await eventsOf((await make(sunday)).store);
    expect(told(again)).to.deep.equal(told(events));
  });

  it('goes on where it was cut off, with nothing twice', async () => {
    const store = createMemoryEventStore({ now: () => instant(sunday) });
    for (const most of [5, 300, 900]) {
      const cut = await make(sunday, store, most).catch((error: unknown) => error);
      expect(cut).to.be.instanceOf(CutOff);
    }
    await make(sunday, store);
    expect(told(await eventsOf(store))).to.deep.equal(told(events));
  });
});
