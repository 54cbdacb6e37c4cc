import { existsSync, readFileSync, statSync, writeFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fromEpochMilliseconds, storedInstant, type Instant } from '../../domain/kernel/instant.js';

/** Changes when the same present would give another past: a making that was cut off can not go on then. */
const plan = 1;

const markerSchema = z.strictObject({
  /** For those who look into the folder. */
  note: z.string(),
  plan: z.int(),
  /** The present of the city when it was made. */
  madeFor: storedInstant,
  ready: z.boolean(),
});
type Marker = z.infer<typeof markerSchema>;

/** What a data folder holds. */
export type Holding =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'sample'; readonly madeFor: Instant; readonly ready: boolean }
  | { readonly kind: 'own' };

interface Places {
  readonly folder: string;
  readonly events: string;
}

const markerPath = ({ folder }: Places): string => join(folder, 'sample-city.json');

const hasLog = ({ events }: Places): boolean => existsSync(events) && statSync(events).size > 0;

/** A sample city that an older version began to make. */
export class OtherPlanError extends Error {
  constructor(folder: string) {
    super(
      `The sample city in ${folder} was begun by another version of Charter. ` +
        'Delete the folder, or name another one with --data.',
    );
  }
}

/** @throws OtherPlanError, z.ZodError for a marker that somebody changed */
export function holdingOf(places: Places): Holding {
  const path = markerPath(places);
  if (!existsSync(path)) return { kind: hasLog(places) ? 'own' : 'nothing' };
  const marker = markerSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  if (!marker.ready && marker.plan !== plan) throw new OtherPlanError(places.folder);
  return { kind: 'sample', madeFor: marker.madeFor, ready: marker.ready };
}

function write(places: Places, marker: Pick<Marker, 'madeFor' | 'ready'>): void {
  const path = markerPath(places);
  const note =
    'A demonstration with made-up people and no passwords. Delete the folder to be rid of it.';
  writeFileSync(`${path}.new`, `${JSON.stringify({ note, plan, ...marker }, null, 2)}\n`, {
    mode: 0o600,
  });
  renameSync(`${path}.new`, path);
}

/** Marks a folder before anything is written to it. @returns the present for which the city is made */
export function beginSample(places: Places, now: number): Instant {
  const madeFor = fromEpochMilliseconds(now);
  write(places, { madeFor, ready: false });
  return madeFor;
}

export const finishSample = (places: Places, madeFor: Instant): void =>
  write(places, { madeFor, ready: true });
