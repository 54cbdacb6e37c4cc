import { rmSync, writeFileSync } from 'node:fs';
import { Option, type Command } from 'commander';
import { systemClock, type Clock } from '../../commands/ports/clock.js';
import type { Logger } from '../../commands/ports/logger.js';
import { describedSetting, notesOn } from '../configuration/described.js';
import {
  environmentNames,
  isSecret,
  readSettings,
  type Role,
  withoutSecrets,
  type Settings,
} from '../configuration/settings.js';
import { tokenKeys } from '../keys.js';
import { samplePartsOf, type SampleFolder } from '../sample/city.js';
import { sampleAuthority } from '../sample/definitions.js';
import { cityTitle } from '../sample/town.js';
import { clockRoutes } from '../sample/clock-routes.js';
import { dataFiles, type DataFiles } from '../system/files.js';
import { healthOf } from '../system/health.js';
import { leavingNothing } from '../system/leaving-nothing.js';
import { createLogger } from '../system/logger.js';
import { openRole, type Running } from '../system/roles.js';
import type { ServeOptions, Serving } from '../system/serve.js';
import { sampleCityHere } from './sample-city.js';
import { print } from './output.js';
import { noServicesHere } from './services-here.js';

const dashed = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

interface StartFlags extends Readonly<Record<string, unknown>> {
  readonly sample?: true;
  readonly empty?: true;
}

/** `charter start`: a flag for every setting. */
export function startCommand(program: Command, version: string): Command {
  const command = program.command('start').description('run a city');
  for (const name of Object.keys(environmentNames) as (keyof Settings)[]) {
    if (name === 'sample' || isSecret(name)) continue;
    const { description } = describedSetting(name);
    command.option(
      `--${dashed(name)} <value>`,
      `${description} (${notesOn(name, environmentNames[name])})`,
    );
  }
  return command
    .addOption(
      new Option(
        '--sample',
        `begin a new data folder with the sample city (${environmentNames.sample}=yes)`,
      ).conflicts('empty'),
    )
    .option('--empty', `begin a new data folder empty (${environmentNames.sample}=no)`)
    .action(async ({ sample, empty, ...flags }: StartFlags) => {
      const wish = sample ? 'yes' : empty ? 'no' : undefined;
      await start(readSettings({ ...quiet, ...flags, sample: wish }, process.env), version);
    });
}

/** On a terminal people read along: only what they should know. */
const quiet =
  process.stderr.isTTY && process.env[environmentNames.logLevel] === undefined
    ? { logLevel: 'warn' }
    : {};

/** What a start is about: the process, its data, and the sample city if that is what it has. */
interface Start {
  readonly settings: Settings;
  readonly version: string;
  readonly logger: Logger;
  readonly files: DataFiles;
  readonly clock: Clock;
  readonly sample: SampleFolder | undefined;
}

async function start(settings: Settings, version: string): Promise<void> {
  const logger = createLogger(settings.logLevel);
  outliveFileLimits();
  const { files, sample } = await leavingNothing(settings.data, async () => {
    const here = dataFiles(settings.data);
    return { files: here, sample: await sampleCityHere(here, settings, logger) };
  });
  logger.info({ ...withoutSecrets(settings), ...(sample && shownBy(sample)) }, 'settings');
  if (sample?.made !== undefined) print(welcome(sample.made.cases));
  const clock = sample?.clock ?? systemClock;
  const running = await openRole({ files, settings, clock, logger });
  try {
    await serveUntilStopped(running, { settings, version, logger, files, clock, sample });
  } finally {
    await running.close();
  }
}

/** What pages show of a sample city, whatever is set. */
const shownBy = ({ definitions: { calendar } }: SampleFolder): Partial<Settings> => ({
  ...(cityTitle.en === undefined ? {} : { title: cityTitle.en }),
  authority: sampleAuthority,
  zone: calendar.zone,
});

const welcome = (cases: number): string =>
  `Riverton is ready: a made-up town with ${cases} cases of the last weeks. It is a demonstration: all\n` +
  'people are made up, nobody needs a password, and its clock can be moved.';

async function serveUntilStopped(running: Running, about: Start): Promise<void> {
  const { settings, version, logger, files } = about;
  let stopping = false;
  // Loaded while the threads of what runs load their own.
  const { serve } = await import('../system/serve.js');
  const serving = await serve({
    settings,
    keys: await tokenKeys(settings.data),
    version,
    logger,
    health: healthOf(running.checks, () => stopping),
    work: running.work,
    ...(running.commands === undefined ? {} : { commands: running.commands }),
    ...(running.reads === undefined ? {} : { reads: running.reads }),
    ...(await forPeople(running, about)),
  });
  const stopped = signalled();
  const tellsAddress = rolesWithPages.has(settings.role);
  if (tellsAddress) writeFileSync(files.address, serving.url, { mode: 0o600 });
  try {
    if (about.sample !== undefined)
      await Promise.race([readable(running, settings.role), running.failed, stopped]);
    announce(serving, about);
    if (tellsAddress && about.sample === undefined) void tellOfServices(running, about);
    const reason = await Promise.race([stopped, running.failed]);
    logger.info({ reason }, 'shutting down');
  } finally {
    stopping = true;
    if (tellsAddress) rmSync(files.address, { force: true });
    await serving.stop();
  }
}

/** Whoever starts a city of their own should not have to guess why its pages are empty. */
async function tellOfServices({ system }: Running, { settings, logger }: Start): Promise<void> {
  try {
    if (system === undefined) return;
    await (settings.role === 'all' ? system.project().live : undefined);
    const note = await noServicesHere(system.reads, settings.authority);
    if (note !== undefined) print(note);
  } catch (error) {
    logger.debug({ error }, 'services could not be looked for');
  }
}

/** When pages can be looked at; a city of some size is announced before it has caught up. */
const readable = async ({ system }: Running, role: Role): Promise<void> =>
  role === 'all' ? system?.project().live : undefined;

function announce({ url }: Serving, { version, settings }: Start): void {
  print(`Charter ${version} ${whatIsAt(url, settings.role)}, stop: Ctrl-C)`);
}

function whatIsAt(url: string, role: Role): string {
  if (rolesWithPages.has(role)) return `at ${url}  (API: ${url}/api/docs`;
  if (role === 'read-api' || role === 'write-api') return `at ${url}/api  (API: ${url}/api/docs`;
  return `${role} at work  (health: ${url}/readyz`;
}

const rolesWithPages: ReadonlySet<Role> = new Set(['all', 'web']);

/** Pages, and the sample city's clock. */
async function forPeople(
  { system }: Running,
  { settings, logger, clock, sample }: Start,
): Promise<Pick<ServeOptions, 'pages' | 'ownRoutes'>> {
  if (system === undefined || !rolesWithPages.has(settings.role)) return {};
  const parts = sample && samplePartsOf(sample, system);
  const { commands, reads } = system;
  const options = { settings, commands, reads, clock, logger };
  const { openPages } = await import('../system/pages.js');
  return {
    pages: await openPages({ ...options, ...(parts && { sample: parts.pages }) }),
    ...(parts && { ownRoutes: clockRoutes(clock, parts.move) }),
  };
}

/** A file that may not grow makes its write fail; without a listener it would end the process. */
const outliveFileLimits = (): void => {
  process.on('SIGXFSZ', () => undefined);
};

const signalled = (): Promise<string> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => resolve(signal));
  });
