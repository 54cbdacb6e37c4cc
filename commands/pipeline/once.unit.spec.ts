import { expect } from 'chai';
import fc from 'fast-check';
import { createMemoryEventStore } from '../../adapters/memory/event-store.js';
import { StoreBusyError, StoreUnavailableError } from '../../domain/kernel/faults.js';
import { streamName } from '../../domain/kernel/ids.js';
import { unsteady, type Mishap } from '../../test/commands/unsteady-store.js';
import { movableClock, toyBench, toyDispatch, type Bench } from '../../test/commands/workbench.js';
import type { Dispatch, Done } from '../dispatch.js';

const mishap = fc.constantFrom<Mishap>('none', 'none', 'lost-request', 'lost-reply', 'busy');

/** As a client does it: the same request again until there is an answer. */
async function insist(bench: Bench, dispatch: Dispatch): Promise<Done> {
  for (;;)
    try {
      const result = await bench.execute(dispatch);
      if (!result.ok) throw new Error(result.error.code);
      return result.value;
    } catch (error) {
      if (!(error instanceof StoreUnavailableError || error instanceof StoreBusyError)) throw error;
    }
}

const sumOf = async (bench: Bench): Promise<number> =>
  (await bench.events('box')).reduce(
    (sum, { data }) => sum + ((data as { amount?: number }).amount ?? 0),
    0,
  );

/** Two processes on one log that fails as planned, with clocks that differ. */
async function twoProcesses(mishaps: readonly Mishap[]) {
  const store = unsteady(createMemoryEventStore({ now: movableClock().now }));
  const one = toyBench({ store });
  const two = toyBench({ store, clock: movableClock('2024-03-01T09:00:03Z') });
  await one.do('begin', 'box', {});
  store.plan(...mishaps);
  return { store, processes: [one, two] as const };
}

const amounts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 });
const copies = fc.array(fc.tuple(fc.nat(5), fc.nat(1)), { maxLength: 12 });
const runs = { numRuns: 25 };

describe('a command, sent any number of times', () => {
  it('to any process, racing, through lost requests and replies, has one effect and one result', () =>
    fc.assert(
      fc.asyncProperty(amounts, copies, fc.array(mishap, { maxLength: 20 }), async (...given) => {
        const [values, repetitions, mishaps] = given;
        const { processes } = await twoProcesses(mishaps);
        const commands = values.map((amount) => toyDispatch('add', 'box', { amount }));
        const sent = [
          ...commands.map((command, index) => ({ command, to: index % 2 })),
          ...repetitions.map(([index, to]) => ({
            command: commands[index % commands.length]!,
            to,
          })),
        ];
        const answers = await Promise.all(
          sent.map(async ({ command, to }) => ({
            key: command.idempotencyKey,
            done: await insist(processes[to]!, command),
          })),
        );
        const results = new Map<string, Set<string>>();
        for (const { key, done } of answers)
          results.set(
            key,
            (results.get(key) ?? new Set()).add(`${done.revision}@${done.position}`),
          );
        expect([...results.values()].every((distinct) => distinct.size === 1)).to.equal(true);
        expect(await sumOf(processes[0])).to.equal(values.reduce((a, b) => a + b, 0));
        expect(await processes[0].events('box')).to.have.length(values.length + 1);
      }),
      runs,
    ));

  it('leaves in memory what a fresh reading of the log gives', () =>
    fc.assert(
      fc.asyncProperty(amounts, fc.array(mishap, { maxLength: 12 }), async (values, mishaps) => {
        const { store, processes } = await twoProcesses(mishaps);
        const commands = values.map((amount) => toyDispatch('add', 'box', { amount }));
        await Promise.all(
          commands.flatMap((command) => processes.map((process) => insist(process, command))),
        );
        const fresh = await toyBench({ store }).loader.load(streamName('toy-box'));
        for (const { loader } of processes) {
          const entry = loader.cached(streamName('toy-box'));
          if (entry !== undefined) await loader.refresh(streamName('toy-box'), entry);
          expect(entry?.state ?? fresh.state).to.deep.equal(fresh.state);
        }
      }),
      runs,
    ));

  it('by a storm of processes on one stream comes through every time', async () => {
    const store = createMemoryEventStore({ now: movableClock().now });
    const processes = Array.from({ length: 8 }, () => toyBench({ store }));
    await processes[0]!.do('begin', 'box', {});
    const dispatches = Array.from({ length: 80 }, () => toyDispatch('add', 'box', { amount: 1 }));
    const done = await Promise.all(
      dispatches.map((dispatch, index) => insist(processes[index % 8]!, dispatch)),
    );
    expect(new Set(done.map(({ revision }) => revision)).size).to.equal(80);
    expect(await sumOf(processes[0]!)).to.equal(80);
  });

  it('in one process never conflicts with itself', async () => {
    const clock = movableClock();
    const store = unsteady(createMemoryEventStore({ now: clock.now }));
    const bench = toyBench({ store, clock });
    await bench.do('begin', 'box', {});
    await Promise.all(Array.from({ length: 50 }, () => bench.do('add', 'box', { amount: 1 })));
    expect(store.calls.append).to.equal(51);
  });

  it('makes events of the same ids wherever it decides the same', async () => {
    const begin = toyDispatch('begin', 'box', { minutes: 3 });
    const add = toyDispatch('add', 'box', { amount: 3 });
    const ids = async (): Promise<readonly string[]> => {
      const bench = toyBench();
      await bench.execute(begin);
      await bench.execute(add);
      return (await bench.events('box')).map(({ id }) => id);
    };
    expect(await ids()).to.deep.equal(await ids());
  });
});
