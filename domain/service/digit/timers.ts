import type { z } from 'zod';
import type { timerSchema } from '../schema/index.js';
import { timedEdges, type MappedAction } from './actions.js';
import type { DigitGraph } from './graph.js';
import type { Classified } from './kinds.js';
import type { DigitService } from './model.js';
import type { Notes } from './notes.js';
import type { DigitImportOptions } from './options.js';
import { readable } from './words.js';

export type TimerInput = z.input<typeof timerSchema>;

export const standardTimer = 'standard';

interface Mapped {
  readonly service: DigitService;
  readonly graph: DigitGraph;
  readonly kinds: ReadonlyMap<string, Classified>;
  readonly actions: readonly MappedAction[];
}

/** Limits, kept as elapsed milliseconds that nothing pauses: DIGIT counts by the wall clock. */
export function mapTimers(
  mapped: Mapped,
  options: DigitImportOptions,
  notes: Notes,
): readonly TimerInput[] {
  const { sla } = mapped.service;
  const limits = stateLimits(mapped, options, notes);
  if (sla === undefined) return limits;
  return [
    {
      name: standardTimer,
      title: { [options.language]: 'Published standard' },
      kind: 'published',
      starts: { on: 'submission' },
      length: { elapsed: sla },
      pauses: false,
    },
    ...limits,
  ];
}

function stateLimits(
  { graph, kinds, actions }: Mapped,
  { language }: DigitImportOptions,
  notes: Notes,
): readonly TimerInput[] {
  const timed = timedEdges(graph);
  return graph.states.flatMap(({ name, code, sla }): readonly TimerInput[] => {
    if (sla === undefined) return [];
    if (kinds.get(name)?.kind === 'end') {
      notes.warn('limit-dropped', 'Nothing is left to do in an end; its limit was left out.', {
        state: name,
      });
      return [];
    }
    const taken = actions.find(({ edges }) =>
      edges.some((edge) => edge.from.name === name && timed.has(edge)),
    );
    return [
      {
        name: `limit.${code}`,
        title: { [language]: `Limit: ${readable(name)}` },
        kind: 'internal',
        starts: { on: 'state', state: code },
        length: { elapsed: sla },
        pauses: false,
        endedBy: { leaving: true, resolution: false },
        ...(taken && { passing: [{ do: 'take', action: taken.input.code }] }),
      },
    ];
  });
}
