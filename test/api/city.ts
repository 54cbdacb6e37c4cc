import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Caller } from '../../commands/dispatch.js';
import { authority } from '../../domain/kernel/authority.js';
import { continuousCalendar } from '../../domain/kernel/calendar/index.js';
import { createTokenIssuer } from '../../http/authenticate.js';
import { readSettings, type Settings } from '../../scripts/configuration/settings.js';
import { tokenKeys } from '../../scripts/keys.js';
import { clockRoutes } from '../../scripts/sample/clock-routes.js';
import { createMove } from '../../scripts/sample/moving.js';
import type { System } from '../../scripts/system/system.js';
import { dataFiles } from '../../scripts/system/files.js';
import { healthOf } from '../../scripts/system/health.js';
import { openRole } from '../../scripts/system/roles.js';
import { serve } from '../../scripts/system/serve.js';
import { movableClock, silent, type MovableClock } from '../commands/workbench.js';
import { Client, Driven, type Surroundings } from './client.js';
import { Specification, type OpenApiDocument } from './openapi.js';

export const riverton = authority('demo.riverton');
/** A Monday, half past nine in Riverton. */
export const monday = '2026-03-02T04:00:00.000Z';

/** A caller of Riverton, in the words of a token. */
export const someone = (
  kind: Caller['actor']['kind'],
  id: string,
  roles: readonly string[] = [],
  rest: Partial<Omit<Caller, 'actor'>> = {},
): Caller => ({ actor: { kind, id, roles }, authority: riverton, channel: 'api', ...rest });

/** Riverton served over HTTP: the whole system on SQLite in a folder of its own, and a clock that stands. */
export interface ApiCity {
  readonly url: string;
  readonly folder: string;
  readonly clock: MovableClock;
  readonly system: System;
  readonly shared: Surroundings;
  token(caller: Caller, seconds?: number): Promise<string>;
  as(caller: Caller): Promise<Client>;
  /** Moves the clock to a time, or on by milliseconds, and settles everything that is due by then. */
  move(to: string | number): Promise<void>;
  close(): Promise<void>;
}

const settingsOf = (data: string, given: Partial<Settings>): Settings =>
  readSettings(
    { data, port: 0, logLevel: 'silent', requestsPerMinute: 0, timekeeperSeconds: 3600, ...given },
    {},
  );

export async function openApiCity(given: Partial<Settings> = {}): Promise<ApiCity> {
  const folder = await mkdtemp(join(tmpdir(), 'charter-api-'));
  const settings = settingsOf(folder, given);
  const clock = movableClock(monday);
  const keys = await tokenKeys(folder);
  const { system, commands, reads, checks, work, close } = await openRole({
    files: dataFiles(folder),
    settings,
    clock,
    logger: silent,
  });
  if (system === undefined || commands === undefined || reads === undefined)
    throw new Error('A city of role all writes and reads');
  await system.project().live;
  const health = healthOf(checks, () => false);
  const ownRoutes = clockRoutes(clock, moveOf(system, clock));
  const serving = await serve({
    ...{
      settings,
      keys,
      version: '1.0.0',
      logger: silent,
      health,
      work,
      commands,
      reads,
      ownRoutes,
    },
  });
  const shared: Surroundings = {
    url: serving.url,
    specification: await specificationOf(serving.url),
    driven: new Driven(),
    position: undefined,
  };
  const issuer = createTokenIssuer(keys.privateKey, Date.now);
  const token: ApiCity['token'] = (caller, seconds = 3600) => issuer.issue(caller, seconds);
  return {
    ...{ url: serving.url, folder, clock, system, shared, token },
    as: async (caller) => new Client(shared, await token(caller)),
    move: async (to) => {
      if (typeof to === 'number') clock.forward(to);
      else clock.set(to as ReturnType<MovableClock['now']>);
      await settleAll(system);
    },
    close: async () => {
      await serving.stop();
      await close();
      await rm(folder, { recursive: true });
    },
  };
}

const moveOf = (system: System, clock: MovableClock) =>
  createMove({
    system,
    clock: { now: clock.now, advance: (milliseconds) => clock.forward(milliseconds) },
    calendar: continuousCalendar('Asia/Kolkata'),
  });

/** What a process says of its own API. */
export async function specificationOf(url: string): Promise<Specification> {
  const response = await fetch(`${url}/api/openapi.json`);
  return new Specification((await response.json()) as OpenApiDocument);
}

/** Rounds of the timekeeper until none finds anything, each after the read models have caught up. */
async function settleAll({ store, reads, timekeeper }: System): Promise<void> {
  for (;;) {
    const head = await store.head();
    if (head !== '' && !(await reads.reached(head, 10_000)))
      throw new Error('The read models do not catch up');
    if ((await timekeeper.runOnce()).settled === 0) return;
  }
}
