/** Random histories on a store and on a model of a few lines: both must always agree. */
import { expect } from 'chai';
import fc from 'fast-check';
import type { EventStore, ExpectedRevision } from '../../../commands/event-store.js';
import type { NewEvent } from '../../../domain/kernel/envelope.js';
import { ConflictError } from '../../../domain/kernel/faults.js';
import type { Position, StreamName } from '../../../domain/kernel/ids.js';
import type { StoreUnderTest } from './under-test.js';
import { collect, idsOf, newEvents, newStream } from './samples.js';

const streamCount = 3;

interface Written {
  readonly stream: number;
  readonly events: readonly NewEvent[];
  readonly expected: number;
}

interface Model {
  /** Event ids by stream. */
  readonly streams: string[][];
  /** Event ids in log order. */
  readonly log: string[];
  /** Appends that succeeded. */
  readonly written: Written[];
}

interface Real {
  store: EventStore;
  readonly made: StoreUnderTest;
  readonly streams: readonly StreamName[];
  /** Where the log ended before this history. */
  start: Position;
}

type Step = fc.AsyncCommand<Model, Real>;

const expectation = (revision: number): ExpectedRevision =>
  revision < 0 ? 'none' : BigInt(revision);

/** What the model says an append ends with: a revision, or a conflict. */
function predict(model: Model, { stream, events, expected }: Written): number | 'conflict' {
  const stored = model.streams[stream]!;
  const ids = idsOf(events);
  const last = expected + ids.length;
  if (expected === stored.length - 1) return last;
  const known = stored.slice(expected + 1, expected + 1 + ids.length);
  return known.length === ids.length && known.every((id, i) => id === ids[i]) ? last : 'conflict';
}

async function appendBoth(model: Model, real: Real, append: Written): Promise<void> {
  const stored = model.streams[append.stream]!;
  const predicted = predict(model, append);
  const isNew = predicted !== 'conflict' && predicted >= stored.length;
  const outcome = await real.store
    .append(real.streams[append.stream]!, append.events, expectation(append.expected))
    .then(
      ({ revision }) => Number(revision),
      (error: unknown) => {
        if (error instanceof ConflictError) return 'conflict';
        throw error;
      },
    );
  expect(outcome).to.equal(predicted);
  if (!isNew) return;
  stored.push(...idsOf(append.events));
  model.log.push(...idsOf(append.events));
  model.written.push(append);
}

const step = (
  name: string,
  run: (model: Model, real: Real) => Promise<void>,
  check: (model: Model) => boolean = () => true,
): Step => ({ check, run, toString: () => name });

const appendStep = (stream: number, count: number, offset: number): Step =>
  step(`append(${stream}, ${count} events, end ${offset})`, (model, real) => {
    const end = model.streams[stream]!.length - 1;
    return appendBoth(model, real, {
      stream,
      events: newEvents(count),
      expected: Math.max(-1, end + offset),
    });
  });

/** Repeats an append, or some of it: from `skip` on, so many events, `shift` away from its revision. */
const repeatStep = (which: number, skip: number, keep: number, shift: number): Step =>
  step(
    `repeat(${which}, skip ${skip}, keep ${keep}, shift ${shift})`,
    (model, real) => {
      const { stream, events, expected } = model.written[which % model.written.length]!;
      const some = events.slice(skip).slice(0, keep);
      return appendBoth(model, real, {
        stream,
        events: some.length > 0 ? some : events,
        expected: Math.max(-1, expected + (some.length > 0 ? skip : 0) + shift),
      });
    },
    (model) => model.written.length > 0,
  );

const racingStep = (stream: number, count: number): Step =>
  step(`race(${stream}, ${count})`, async (model, real) => {
    const expected = model.streams[stream]!.length - 1;
    const events = newEvents(count);
    await Promise.all(
      events.map((event) => appendRaw(real, { stream, events: [event], expected })),
    ).then((results) => {
      expect(results.filter((won) => won)).to.have.length(1);
      const winner = events[results.indexOf(true)]!;
      model.streams[stream]!.push(winner.id);
      model.log.push(winner.id);
      model.written.push({ stream, events: [winner], expected });
    });
  });

const appendRaw = (real: Real, { stream, events, expected }: Written): Promise<boolean> =>
  real.store.append(real.streams[stream]!, events, expectation(expected)).then(
    () => true,
    (error: unknown) => {
      if (error instanceof ConflictError) return false;
      throw error;
    },
  );

const readStep = (stream: number, from: number, limit: number): Step =>
  step(`read(${stream}, from ${from}, limit ${limit})`, async (model, real) => {
    const options = { from: BigInt(from), limit };
    const events = await collect(real.store.read(real.streams[stream]!, options));
    expect(idsOf(events)).to.deep.equal(model.streams[stream]!.slice(from, from + limit));
    events.forEach(({ revision }, index) => expect(revision).to.equal(BigInt(from + index)));
  });

const readAllStep = (at: number, pageSize: number, backwards: boolean): Step =>
  step(`readAll(${at}, pages of ${pageSize}, ${backwards})`, async (model, real) => {
    const all = await collect(real.store.readAll({ after: real.start, pageSize }));
    expect(idsOf(all)).to.deep.equal(model.log);
    const index = all.length === 0 ? -1 : at % all.length;
    const after = all[index]?.position ?? real.start;
    const rest = await collect(
      backwards
        ? real.store.readAll({ after, direction: 'backwards', limit: Math.max(index, 0), pageSize })
        : real.store.readAll({ after, pageSize }),
    );
    expect(idsOf(rest)).to.deep.equal(
      backwards ? model.log.slice(0, Math.max(index, 0)).reverse() : model.log.slice(index + 1),
    );
  });

const reopenStep: Step = step('reopen', async (_, real) => {
  const identity = await real.store.identity();
  real.store = (await real.made.reopen?.()) ?? real.store;
  expect(await real.store.identity()).to.equal(identity);
});

const anyStream = fc.nat({ max: streamCount - 1 });
const small = fc.integer({ min: 1, max: 4 });

const anyStep = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(anyStream, small).map(([s, n]) => appendStep(s, n, 0)) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(anyStream, small, fc.integer({ min: -3, max: 2 }))
      .map(([s, n, offset]) => appendStep(s, n, offset)),
  },
  {
    weight: 5,
    arbitrary: fc
      .tuple(fc.nat(30), fc.nat(2), small, fc.constantFrom(0, 0, 0, -1, 1))
      .map(([which, skip, keep, shift]) => repeatStep(which, skip, keep, shift)),
  },
  { weight: 2, arbitrary: fc.tuple(anyStream, small).map(([s, n]) => racingStep(s, n)) },
  {
    weight: 3,
    arbitrary: fc.tuple(anyStream, fc.nat(8), fc.nat(8)).map(([s, f, l]) => readStep(s, f, l)),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(fc.nat(60), small, fc.boolean()).map((args) => readAllStep(...args)),
  },
  { weight: 1, arbitrary: fc.constant(reopenStep) },
);

export function modelCases(make: () => Promise<StoreUnderTest>, histories: number): void {
  describe('random histories', () => {
    let made: StoreUnderTest;
    let store: EventStore;

    before(async () => {
      made = await make();
      store = made.store;
    });
    after(() => made.dispose());

    it('agree with the model: append, repeat, race, read, reopen', async function () {
      this.timeout(120_000);
      const commands = fc.commands([anyStep], { maxCommands: 40 });
      await fc.assert(
        fc.asyncProperty(commands, async (steps) => {
          const streams = Array.from({ length: streamCount }, () => newStream());
          const real: Real = { made, store, streams, start: await store.head() };
          const model: Model = { streams: streams.map(() => []), log: [], written: [] };
          await fc.asyncModelRun(() => ({ model, real }), steps);
          await readAllStep(0, 3, false).run(model, real);
          store = real.store;
        }),
        { numRuns: histories, endOnFailure: true },
      );
    });
  });
}
