/** Data folders that crashes begin with: made once, in this process, and copied. */
import { systemClock } from '../../commands/ports/clock.js';
import { readSettings } from '../../scripts/configuration/settings.js';
import { noProgress } from '../../scripts/import/index.js';
import { tokenKeys } from '../../scripts/keys.js';
import { root } from '../../scripts/root.js';
import { readDefinitions } from '../../scripts/sample/definitions.js';
import { publishAll } from '../../scripts/sample/publish.js';
import { catchUp } from '../../scripts/system/catch-up.js';
import { dataFiles } from '../../scripts/system/files.js';
import { openSystem, type System } from '../../scripts/system/system.js';
import { administrator } from '../api/riverton.js';
import { people } from '../api/stories/story.js';
import { silent } from '../commands/workbench.js';
import { complaint } from '../e2e/servers/complaint.js';
import { CrashCity } from './crash-city.js';

type Ground = () => Promise<string>;

const cities: CrashCity[] = [];

/** A city that is made when it is first asked for, and then has the same folder for all who copy it. */
function once(like: Ground | undefined, live: (system: System) => Promise<void>): Ground {
  let made: Promise<string> | undefined;
  const make = async (): Promise<string> => {
    const city = await CrashCity.open(await like?.());
    cities.push(city);
    await inProcess(city.data, live);
    return city.data;
  };
  return () => (made ??= make());
}

async function inProcess(data: string, live: (system: System) => Promise<void>): Promise<void> {
  const files = dataFiles(data);
  await tokenKeys(data);
  const settings = readSettings({ data }, {});
  const system = await openSystem({ files, settings, clock: systemClock, logger: silent });
  try {
    await live(system);
  } finally {
    await system.close();
  }
}

/** A city with the complaint service, which nobody has used yet. */
export const furnished = once(undefined, async ({ commands }) => {
  const definitions = readDefinitions(root);
  const services = definitions.services.filter(({ code }) => code === 'complaint');
  await publishAll(commands, { ...definitions, services }, administrator);
});

const cases = Number(process.env['CRASH_CASES'] ?? 100);

/** The same with cases and with read models. */
export const lived = once(furnished, async (system) => {
  await Promise.all(
    Array.from({ length: cases }, async (_, index) => {
      const name = `case ${index}`;
      const { authority, service, ...body } = complaint(`A hole in the road, number ${index}`);
      const done = await system.commands.execute({
        aggregate: 'case',
        target: `${authority}/${service}`,
        operation: 'submit',
        body,
        caller: people.asha,
        idempotencyKey: name,
        correlationId: name,
      });
      if (!done.ok) throw new Error(done.error.message);
    }),
  );
  await catchUp(system, noProgress, '');
});

export const removeGrounds = async (): Promise<void> => {
  await Promise.all(cities.splice(0).map((city) => city.close()));
};
