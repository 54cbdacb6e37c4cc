import { z } from 'zod';
import { authority as authorityOf, authoritySchema } from '../../domain/kernel/authority.js';
import { issueWords } from '../../domain/kernel/issue-words.js';
import { zoneSchema } from '../../domain/kernel/calendar/index.js';

const port = z.coerce.number().int().min(0).max(65_535);
const count = (most: number) => z.coerce.number().int().min(1).max(most);

const proxy = z.union([
  z.enum(['loopback', 'linklocal', 'uniquelocal']),
  z.ipv4(),
  z.ipv6(),
  z.cidrv4(),
  z.cidrv6(),
]);
export const proxiesIn = (setting: string): readonly string[] =>
  setting.split(',').map((one) => one.trim());
const proxies = z
  .string()
  .max(1000)
  .refine(
    (given) => proxiesIn(given).every((one) => proxy.safeParse(one).success),
    'must be a list of addresses or subnets, like loopback, 10.0.0.0/8',
  );

export const roles = ['all', 'write-api', 'read-api', 'projections', 'timekeeper', 'web'] as const;
export type Role = (typeof roles)[number];

/** Every setting, its bounds and its default. Set by environment (`CHARTER_PORT`) or flag (`--port`). */
export const settingsSchema = z.strictObject({
  data: z.string().min(1).default('data').describe('Folder of the event log, read models and keys'),
  host: z.string().min(1).default('127.0.0.1').describe('Address to listen on'),
  port: port.default(3000).describe('Port to listen on; 0 for any free one'),
  role: z.enum(roles).default('all').describe('What this process does'),
  sample: z
    .enum(['ask', 'yes', 'no'])
    .default('ask')
    .describe('Whether a new data folder gets the sample city'),
  title: z.string().min(1).max(200).default('Charter').describe('Name at the head of each page'),
  authority: authoritySchema
    .default(authorityOf('city'))
    .describe('The body whose services the pages offer'),
  zone: zoneSchema
    .default(() => new Intl.DateTimeFormat().resolvedOptions().timeZone)
    .describe('Time zone in which pages show times, like Asia/Kolkata'),
  secureCookies: z
    .enum(['yes', 'no'])
    .default('no')
    .describe('Whether pages are reached over HTTPS only'),
  logLevel: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('Least severe log line written'),
  bodyBytes: count(16_777_216).default(1_048_576).describe('Largest request body'),
  requestsPerMinute: z.coerce
    .number()
    .int()
    .min(0)
    .max(10_000_000)
    .default(6000)
    .describe('Requests a minute from one address; 0 for no limit'),
  requestsAtOnce: count(100_000)
    .default(2000)
    .describe(
      'Requests under way at once; those beyond are told to come back, once no body has been awaited for a second',
    ),
  connections: count(1_000_000)
    .default(20_000)
    .describe('Open connections; those beyond are closed at once'),
  headerBytes: count(1_048_576).default(16_384).describe('Largest headers of a request, together'),
  headerSeconds: count(600).default(10).describe('Longest time to receive the headers'),
  trustedProxies: proxies
    .exactOptional()
    .describe(
      'Proxies in front whose X-Forwarded-For is believed, like loopback, 10.0.0.0/8; none when not set',
    ),
  requestSeconds: count(600).default(30).describe('Longest time to receive a whole request'),
  readSeconds: count(60).default(5).describe('Longest wait for At-Least-Position'),
  querySeconds: count(600)
    .default(10)
    .describe('Longest time of a query; what takes longer is told to ask for less'),
  shutdownSeconds: count(600).default(10).describe('Time to finish requests on SIGTERM'),
  cachedStates: count(10_000_000).default(20_000).describe('Folded streams kept in memory'),
  timekeeperSeconds: count(3600).default(5).describe('How often due timers are looked for'),
  leaseSeconds: count(600)
    .default(10)
    .describe('Time after which a process that shows no life loses its work to another one'),
  mongodbUri: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\/./, 'must be an address, like mongodb://host:27017/charter')
    .exactOptional()
    .describe('Where read models live instead of a file; may hold a password'),
  eventstoreUrl: z
    .string()
    .regex(/^esdb(\+discover)?:\/\/./, 'must be an address, like esdb://host:2113?tlsCAFile=ca.crt')
    .exactOptional()
    .describe('Where events live instead of a file; may hold a password'),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Settings that may hold a secret: not a flag, which others on the machine see, and never printed. */
export const secretSettings = {
  mongodbUri: 'MONGODB_URI',
  eventstoreUrl: 'EVENTSTORE_URL',
} as const satisfies Partial<Readonly<Record<keyof Settings, string>>>;

export const isSecret = (setting: string): setting is keyof typeof secretSettings =>
  Object.hasOwn(secretSettings, setting);

/** The settings as they may be logged. */
export const withoutSecrets = (settings: Settings): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name, isSecret(name) ? '[set]' : value]),
  );

const environmentName = (setting: string): string =>
  isSecret(setting)
    ? secretSettings[setting]
    : `CHARTER_${setting.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;

/** Setting → environment variable, for help and documentation. */
export const environmentNames: Readonly<Record<keyof Settings, string>> = Object.fromEntries(
  Object.keys(settingsSchema.shape).map((setting) => [setting, environmentName(setting)]),
) as Record<keyof Settings, string>;

/** A setting that is unknown or out of bounds; the message names it and what is allowed. */
export class SettingsError extends Error {}

/**
 * Flags win over the environment, the environment over defaults. An unknown `CHARTER_…` variable is
 * refused: a misspelt setting must not be silently ignored.
 *
 * @throws SettingsError
 */
export function readSettings(
  flags: Readonly<Record<string, unknown>>,
  environment: Readonly<Record<string, string | undefined>>,
): Settings {
  const given = settingsIn(environment);
  for (const [setting, value] of Object.entries(flags))
    if (value !== undefined) given[setting] = value;
  const parsed = settingsSchema.safeParse(given, { error: issueWords });
  if (parsed.success) return parsed.data;
  throw new SettingsError(parsed.error.issues.flatMap(faultsIn).join('\n'));
}

const isSetting = (name: string): name is keyof Settings => Object.hasOwn(environmentNames, name);

const named = (name: string): string =>
  isSetting(name) ? `${name} (${environmentNames[name]})` : name;

const faultsIn = (issue: z.core.$ZodIssue): readonly string[] =>
  (issue.code === 'unrecognized_keys' ? issue.keys : [issue.path.join('.')]).map(
    (name) => `The setting ${named(name)} ${issue.message}.`,
  );

function settingsIn(
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, unknown> {
  const known = new Map(Object.entries(environmentNames).map(([setting, name]) => [name, setting]));
  const unknown = Object.keys(environment).find(
    (name) => name.startsWith('CHARTER_') && !known.has(name),
  );
  if (unknown !== undefined)
    throw new SettingsError(`${unknown} is no setting. Known are: ${[...known.keys()].join(', ')}`);
  return Object.fromEntries(
    [...known].flatMap(([name, setting]) =>
      environment[name] === undefined ? [] : [[setting, environment[name]]],
    ),
  );
}
