import type { Execute } from '../../commands/reactions/handler.js';
import type { Reaction } from '../../commands/reactions/reaction.js';
import { createReactions, type ReactionsOptions } from '../../commands/reactions/runner.js';
import type { Recorded } from '../../domain/kernel/envelope.js';
import { memoryCheckpoints, memoryParking } from './memory-ports.js';
import { silent, toyBench, toyCodec, type Bench } from './workbench.js';

/** Every amount put into a box is put into its shadow too. */
export const shadow: Reaction = {
  name: 'shadow',
  on: ['toy.added.v1'],
  outside: false,
  already: [],
  react: ({ stream, data }) =>
    stream.startsWith('toy-shadow')
      ? []
      : [{ aggregate: 'toy', operation: 'add', target: 'shadow', body: data }],
};

const patience = { attempts: 3, firstDelay: 1, longestDelay: 2 };

export function setup(bench: Bench, overrides: Partial<ReactionsOptions> = {}) {
  const checkpoints = memoryCheckpoints();
  const parking = memoryParking();
  const options = {
    reactions: [shadow],
    store: bench.store,
    execute: (dispatch: Parameters<Execute>[0]) => bench.execute(dispatch),
    codec: toyCodec,
    checkpoints,
    parking,
    clock: bench.clock,
    logger: silent,
    patience,
    ...overrides,
  };
  return { ...options, checkpoints, parking, reactions: createReactions(options), options };
}

export async function boxAndShadow(): Promise<Bench> {
  const bench = toyBench();
  await bench.do('begin', 'box', {});
  await bench.do('begin', 'shadow', {});
  return bench;
}

export async function everything(bench: Bench): Promise<readonly Recorded[]> {
  const events: Recorded[] = [];
  for await (const page of bench.store.readAll()) events.push(...page);
  return events;
}

export const pageOf = (events: readonly Recorded[]) => ({
  events,
  next: events.at(-1)!.position,
  live: true,
});
