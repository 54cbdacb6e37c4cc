import { z } from 'zod';
import { administratorRole, hasRole } from '../../commands/access/caller.js';
import type { Clock } from '../../commands/ports/clock.js';
import { defineRejections } from '../../domain/kernel/rejection.js';
import { ok } from '../../domain/kernel/result.js';
import { route, type AnyRoute } from '../../http/route.js';
import { lengthExamples, readLength } from './length-words.js';
import type { Move } from './moving.js';

const refuseClock = defineRejections('clock', {
  'not-permitted': { kind: 'forbidden', message: 'Only administrators move the clock.' },
  'unknown-length': { kind: 'invalid', message: 'Say how far as in {examples}.' },
  'too-far': { kind: 'invalid', message: 'The clock moves by at most a year at once.' },
});

const nowSchema = z.object({ now: z.iso.datetime() });
const movedSchema = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  settled: z.int().describe('Cases that had something due by then'),
});

const moveSchema = z.strictObject({
  advance: z
    .string({ error: `must be a length, as in ${lengthExamples}` })
    .max(60)
    .describe(`How far, as in ${lengthExamples}`),
});

/** The clock of the sample city over HTTP; no other city has these routes. */
export const clockRoutes = (clock: Clock, move: Move): readonly AnyRoute[] => [
  route({
    method: 'get',
    path: '/sample-city/clock',
    operationId: 'sampleCityTime',
    tag: 'Sample city',
    summary: 'The present of the sample city',
    waits: false,
    responses: { 200: { description: 'The time that its clock shows', schema: nowSchema } },
    handle: () => Promise.resolve(ok({ status: 200, body: { now: clock.now() } })),
  }),
  route({
    method: 'post',
    path: '/sample-city/clock',
    operationId: 'moveSampleCityClock',
    tag: 'Sample city',
    summary: 'Move the clock of the sample city on',
    description: 'Answers when everything that fell due is written and readable.',
    waits: false,
    body: moveSchema,
    example: { advance: '2 working days' },
    responses: { 200: { description: 'The clock was moved', schema: movedSchema } },
    handle: async ({ caller, body }) => {
      if (caller.actor.kind !== 'staff' || !hasRole(caller, administratorRole))
        return refuseClock('not-permitted');
      const length = readLength(body.advance);
      if (length === undefined)
        return refuseClock('unknown-length', { examples: lengthExamples }, { pointer: '/advance' });
      try {
        return ok({ status: 200, body: await move(length) });
      } catch (error) {
        if (error instanceof RangeError) return refuseClock('too-far', {}, { pointer: '/advance' });
        throw error;
      }
    },
  }),
];
