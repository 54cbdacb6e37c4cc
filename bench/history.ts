import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { projections } from '../projections/index.js';
import { root } from '../scripts/root.js';
import { charter } from '../test/program.js';
import { sharedData } from '../test/full/shared-data.js';
import { atLeast, type Line } from './line.js';
import { openTown } from './town.js';

const sample = join(root, 'test', 'fixtures', 'road-traffic-fines-sample.xes.gz');
const mapping = join(root, 'services', 'traffic-fine', 'import.json');

/** The fines lived through again: commands and read models; then each read model folded anew. */
export async function importAndRebuild(folder: string, quick: boolean): Promise<Line[]> {
  const file = quick ? sample : (sharedData('road-traffic-fines.xes.gz') ?? sample);
  const data = join(folder, 'fines');
  const imported = await run(['import', 'xes', file, '--mapping', mapping, '--data', data]);
  const commands = sumOf(imported.output, 'Commands');
  const events = sumOf(imported.output, 'Events');
  const rate = commands / imported.seconds;
  const lines: Line[] = [
    {
      name: `import of ${commands} commands, read models included`,
      value: rate,
      unit: 'commands/s',
      goal: atLeast(rate, 5_000, 'commands/s'),
    },
  ];
  return [...lines, ...(await rebuilds(data, events)), await wholeAnew(data, events)];
}

type Settings = Readonly<Record<string, string>>;

/** Events a second of each read model alone, and of all but `events` by one reading of the log. */
export async function rebuilds(
  data: string,
  events: number,
  settings: Settings = {},
): Promise<Line[]> {
  const rebuild = async (name: string, models: readonly string[]): Promise<Line> => {
    const words = ['rebuild', ...models, '--data', data, '--no-compare'];
    const { output } = await run(words, settings);
    const seconds = Number(/rebuilt in ([\d.]+) s/.exec(output)?.[1]);
    return { name, value: events / seconds, unit: 'events/s' };
  };
  const names = projections.map(({ name }) => name);
  const lines: Line[] = [];
  for (const name of names)
    lines.push(await rebuild(`rebuild of ${name}, ${events} events`, [name]));
  const without = names.filter((name) => name !== 'events');
  const together = await rebuild('rebuild of all but events', without);
  return [...lines, { ...together, goal: atLeast(together.value, 50_000, 'events/s') }];
}

async function wholeAnew(data: string, events: number): Promise<Line> {
  const value = events / (await startWithout(data));
  return {
    name: 'rebuild of all, by a start without them',
    value,
    unit: 'events/s',
    goal: atLeast(value, 25_000, 'events/s'),
  };
}

/** Seconds until a city is ready that has its log and nothing else: one reading of it feeds all read models. */
async function startWithout(data: string): Promise<number> {
  for (const end of ['', '-wal', '-shm'])
    await rm(join(data, `read-models.sqlite${end}`), { force: true });
  const town = await openTown(data);
  await town.stop();
  return town.startSeconds;
}

async function run(words: readonly string[], settings: Settings = {}) {
  const result = await charter(words, settings);
  if (result.code !== 0) throw new Error(`charter ${words.join(' ')}: ${result.errors}`);
  return result;
}

/** The sum of the figures under a heading of an import's report. */
export function sumOf(report: string, heading: string): number {
  const section = report.split(`\n${heading}\n`)[1]?.split('\n\n')[0] ?? '';
  return [...section.matchAll(/^ *([\d,]+) /gm)].reduce(
    (sum, [, figure = '']) => sum + Number(figure.replaceAll(',', '')),
    0,
  );
}
