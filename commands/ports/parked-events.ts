import { z } from 'zod';
import { streamName, type EventId, type Position } from '../../domain/kernel/ids.js';
import type { Instant } from '../../domain/kernel/instant.js';
import type { ParkedEvent } from './parking.js';

const storedEventSchema = z.object({
  id: z.string(),
  reaction: z.string(),
  eventId: z.string().transform((id) => id as EventId),
  type: z.string(),
  stream: z.string().transform(streamName),
  revision: z.string().transform(BigInt),
  position: z.string().transform((position) => position as Position),
  cause: z.object({ code: z.string(), message: z.string() }),
  attempts: z.int(),
  parkedAt: z.string().transform((at) => at as Instant),
});

/** A parked event as JSON, for whoever keeps it. */
export const parkedEventJson = (event: ParkedEvent): string =>
  JSON.stringify({ ...event, revision: String(event.revision) });

/** Back from JSON. @throws ZodError when it is no parked event. */
export const parkedEventOf = (json: string): ParkedEvent =>
  storedEventSchema.parse(JSON.parse(json));
