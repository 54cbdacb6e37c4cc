import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { DataFiles } from '../system/files.js';
import { fault, ok, warning, type Finding } from './findings.js';

const gibibyte = 1024 ** 3;
const leastBytes = gibibyte / 4;
const fewBytes = 2 * gibibyte;
const answerMilliseconds = 2_000;

/** Room on the disk of the data folder. */
export async function checkDisk({ folder }: DataFiles): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder);
  return roomFinding(bavail * bsize);
}

/** What to say of so many bytes that are free. */
export function roomFinding(free: number): Finding {
  const found = `${(free / gibibyte).toFixed(1)} GiB free`;
  const advice = 'Free some space: a write that finds none is refused, and nothing is lost.';
  if (free < leastBytes) return fault('disk', found, advice);
  return free < fewBytes ? warning('disk', found, advice) : ok('disk', found);
}

/** Whether others on the machine could read the keys. */
export function checkKeys({ folder }: DataFiles): Finding {
  const keys = join(folder, 'keys');
  if (!existsSync(keys)) return ok('keys', 'none yet');
  const open = [keys, ...readdirSync(keys).map((name) => join(keys, name))].filter(
    (path) => (statSync(path).mode & 0o077) !== 0,
  );
  return open.length === 0
    ? ok('keys', 'readable by their owner alone')
    : fault('keys', `others may read ${open.join(', ')}`, `chmod -R go-rwx ${keys}`);
}

const readySchema = z.object({ ready: z.boolean(), checks: z.record(z.string(), z.string()) });

/** What the process that runs the city here says of itself. */
export async function checkProcess({ address }: DataFiles): Promise<Finding> {
  if (!existsSync(address)) return ok('process', 'none runs here');
  const url = readFileSync(address, 'utf8');
  try {
    const response = await fetch(`${url}/readyz`, {
      signal: AbortSignal.timeout(answerMilliseconds),
    });
    const { ready, checks } = readySchema.parse(await response.json());
    const wrong = Object.entries(checks).filter(([, state]) => state !== 'ok');
    return ready
      ? ok('process', `ready at ${url}`)
      : warning(
          'process',
          `not ready at ${url}: ${wrong.map(([name, state]) => `${name}: ${state}`).join(', ')}`,
          'Wait when it has just been started; else look into its log.',
        );
  } catch {
    return warning(
      'process',
      `nothing answers at ${url}`,
      'It was killed, or hangs: stop it and start it again. Nothing acknowledged is lost.',
    );
  }
}
