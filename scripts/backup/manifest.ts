import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';

/** What a backup holds, written last: a folder without it is no backup. */
export const manifestSchema = z.strictObject({
  note: z.string(),
  format: z.literal(1),
  madeAt: z.iso.datetime(),
  log: z.strictObject({
    identity: z.string(),
    events: z.int().nonnegative(),
    streams: z.int().nonnegative(),
    last: z.strictObject({ id: z.string(), recordedAt: z.string() }).exactOptional(),
  }),
  files: z
    .array(
      z.strictObject({
        path: z.string().regex(/^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/),
        bytes: z.int().nonnegative(),
        sha256: z.string().length(64),
      }),
    )
    .max(1000),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestFile = Manifest['files'][number];

export const manifestName = 'manifest.json';
export const eventsName = 'events.sqlite';

/** @param path within the folder */
export async function describeFile(folder: string, path: string): Promise<ManifestFile> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(join(folder, path)), hash);
  return { path, bytes: statSync(join(folder, path)).size, sha256: hash.digest('hex') };
}
