/** A city of processes, on a stand-in for EventStoreDB and a database of its own on the MongoDB-wire server. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Caller } from '../../commands/dispatch.js';
import { createTokenIssuer } from '../../http/authenticate.js';
import type { Role } from '../../scripts/configuration/settings.js';
import { tokenKeys } from '../../scripts/keys.js';
import { Client, Driven, type Surroundings } from '../api/client.js';
import type { Specification } from '../api/openapi.js';
import { specificationOf } from '../api/city.js';
import { charter, CharterProcess, ready, type Run } from '../program.js';
import { StandIn } from './eventstoredb/server.js';
import { dropDatabase, mongoUri, ownDatabase } from './mongodb.js';
import { Proxy } from './proxy.js';

type Environment = Readonly<Record<string, string>>;

/** What a city is on. */
interface Servers {
  readonly log: StandIn;
  /** Between the processes and the log. */
  readonly toLog: Proxy;
  /** Between the processes and the MongoDB-wire server. */
  readonly toMongo: Proxy;
  /** Its address without the proxy. */
  readonly database: string;
}

/** A process of a city, ready for work. */
export interface Started {
  readonly role: Role;
  readonly url: string;
  readonly process: CharterProcess;
}

/** How long a holder of a lease may be silent, in the cities of specs. */
export const leaseSeconds = 2;

export interface Cities {
  /** Of all of its processes. */
  readonly settings?: Environment;
  /** Milliseconds that its processes wait for an answer of an engine; as long as they like when absent. */
  readonly patience?: number;
}

/** An address with options of its own, where they are given. */
const patient = (url: string, options: Readonly<Record<string, number | undefined>>): string =>
  Object.entries(options)
    .filter(([, value]) => value !== undefined)
    .reduce((longer, [name, value]) => `${longer}&${name}=${value}`, url);

export class ServerCity {
  /** Of the last write of any client: reads ask to see it. */
  position: string | undefined;
  readonly driven = new Driven();
  readonly #started = new Set<CharterProcess>();
  readonly #specifications = new Map<string, Promise<Specification>>();

  private constructor(
    readonly folder: string,
    readonly environment: Environment,
    readonly servers: Servers,
  ) {}

  /** Nothing runs yet. */
  static async open({ settings = {}, patience }: Cities = {}): Promise<ServerCity> {
    const folder = await mkdtemp(join(tmpdir(), 'charter-servers-'));
    const log = await StandIn.start({ file: join(folder, 'log.ndjson') });
    const database = ownDatabase();
    const { hostname, port } = new URL(mongoUri ?? '');
    const toLog = new Proxy({ host: '127.0.0.1', port: log.port });
    const toMongo = new Proxy({ host: hostname, port: Number(port) });
    await Promise.all([toLog.start(), toMongo.start()]);
    return new ServerCity(
      folder,
      {
        EVENTSTORE_URL: patient(log.url.replace(`:${log.port}`, `:${toLog.port}`), {
          defaultDeadline: patience,
        }),
        MONGODB_URI: patient(database.replace(`${hostname}:${port}`, `127.0.0.1:${toMongo.port}`), {
          socketTimeoutMS: patience,
        }),
        CHARTER_DATA: join(folder, 'data'),
        CHARTER_PORT: '0',
        CHARTER_REQUESTS_PER_MINUTE: '0',
        CHARTER_LEASE_SECONDS: String(leaseSeconds),
        CHARTER_TIMEKEEPER_SECONDS: '1',
        CHARTER_ZONE: 'Asia/Kolkata',
        ...settings,
      },
      { log, toLog, toMongo, database },
    );
  }

  /** A process that may not be ready yet. */
  spawn(role: Role, settings: Environment = {}): CharterProcess {
    const process = new CharterProcess(['start', '--role', role], {
      ...this.environment,
      ...settings,
    });
    this.#started.add(process);
    return process;
  }

  async start(role: Role, settings: Environment = {}): Promise<Started> {
    const process = this.spawn(role, settings);
    return { role, process, url: await ready(process) };
  }

  /** Runs `charter` with the settings of this city. */
  run(words: readonly string[]): Promise<Run> {
    return charter(words, this.environment);
  }

  async token(caller: Caller): Promise<string> {
    const { privateKey } = await tokenKeys(this.environment['CHARTER_DATA'] ?? '');
    return createTokenIssuer(privateKey, Date.now).issue(caller, 3600);
  }

  /** Someone who speaks to one process, and holds every reply against what that documents. */
  async as(caller: Caller, { url }: Pick<Started, 'url'>): Promise<Client> {
    const specification = this.#specifications.get(url) ?? specificationOf(url);
    this.#specifications.set(url, specification);
    return new Client(this.#surroundings(url, await specification), await this.token(caller));
  }

  async close(): Promise<void> {
    await Promise.all([...this.#started].map((process) => process.stop('SIGKILL')));
    this.servers.log.stop();
    await Promise.all([this.servers.toLog.stop(), this.servers.toMongo.stop()]);
    await dropDatabase(this.servers.database);
    await rm(this.folder, { recursive: true });
  }

  #surroundings(url: string, specification: Specification): Surroundings {
    const position = {
      get: () => this.position,
      set: (value: string | undefined) => (this.position = value),
    };
    return Object.defineProperty({ url, specification, driven: this.driven }, 'position', {
      ...position,
      enumerable: true,
    }) as Surroundings;
  }
}
