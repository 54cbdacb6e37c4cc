import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Router } from 'express';
import type { Logger } from '../../commands/ports/logger.js';
import { Fault } from '../../domain/kernel/faults.js';
import { createApp, type HttpLimits } from '../../http/app.js';
import { answerClientErrors } from '../../http/client-errors.js';
import { createAuthenticator } from '../../http/authenticate.js';
import { createMetrics, timeRequests, type Work } from '../../http/metrics.js';
import { operationsRouter, type Health } from '../../http/operations.js';
import { readRoutes } from '../../read-api/index.js';
import { writeRoutes } from '../../write-api/index.js';
import type { Executor } from '../../write-api/command-route.js';
import type { Reads } from '../../http/reads.js';
import type { Mounted } from '../../http/mount.js';
import type { AnyRoute } from '../../http/route.js';
import { proxiesIn, type Settings } from '../configuration/settings.js';
import type { TokenKeys } from '../keys.js';

export interface ServeOptions {
  readonly settings: Settings;
  readonly keys: TokenKeys;
  readonly version: string;
  readonly logger: Logger;
  readonly health: () => Promise<Health>;
  /** What the process counts of its work. */
  readonly work?: () => Work;
  /** Absent in a process that does not write. */
  readonly commands?: Executor;
  /** Absent in a process that does not read. */
  readonly reads?: Reads;
  readonly pages?: Router;
  /** Routes that only this city has. */
  readonly ownRoutes?: readonly AnyRoute[];
}

export interface Serving {
  readonly url: string;
  /** Refuses new connections, lets requests finish for the time allowed, then ends what is left. */
  readonly stop: () => Promise<void>;
}

// Nothing is asked of routes of other processes but where they are.
const never = {} as never;

const routesOf = ({ commands, reads, settings, ownRoutes = [] }: ServeOptions): Mounted => {
  const { readSeconds } = settings;
  const routes = [
    ...(commands === undefined ? [] : writeRoutes(commands)),
    ...(reads === undefined ? [] : readRoutes({ reads, readSeconds })),
    ...ownRoutes,
  ];
  if (commands === undefined && reads !== undefined)
    return { routes, elsewhere: { code: 'only-reads', routes: writeRoutes(never) } };
  if (commands !== undefined && reads === undefined)
    return {
      routes,
      elsewhere: { code: 'only-writes', routes: readRoutes({ reads: never, readSeconds }) },
    };
  return { routes };
};

/** Another program listens there already. */
export class PortTakenError extends Fault {
  readonly code = 'http.port-taken';
  readonly retryable = false;
  constructor(host: string, port: number) {
    super(`Port ${port} of ${host} is taken. Choose another one: --port <number>, 0 for any.`);
  }
}

/** Nothing can listen at this address. */
export class AddressError extends Fault {
  readonly code = 'http.address-unusable';
  readonly retryable = false;
  constructor(host: string, port: number, { code, message }: NodeJS.ErrnoException) {
    super(
      `Nothing can listen at ${host}, port ${port}: ${addressReasons[code ?? ''] ?? message}. ` +
        'Choose another address: --host <address> --port <number>.',
    );
  }
}

const addressReasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'no machine has this name',
  EAI_AGAIN: 'the name can not be looked up',
  EADDRNOTAVAIL: 'it is no address of this machine',
  EACCES: 'this user may not use this port',
};

const limitsOf = ({ trustedProxies, ...limits }: Settings): HttpLimits => ({
  ...limits,
  ...(trustedProxies === undefined ? {} : { trustedProxies: proxiesIn(trustedProxies) }),
});

/** Listens with the routes that this process has. @throws PortTakenError, AddressError */
export async function serve(options: ServeOptions): Promise<Serving> {
  const { settings, keys, logger } = options;
  const metrics = createMetrics(options.work);
  const operations = operationsRouter(options.health, metrics.registry);
  operations.use(timeRequests(metrics));
  const app = createApp({
    ...routesOf(options),
    authenticator: createAuthenticator(keys.publicKey, Date.now),
    logger,
    limits: limitsOf(settings),
    version: options.version,
    operations,
    ...(options.pages === undefined ? {} : { pages: options.pages }),
  });
  const { requestSeconds, headerSeconds, headerBytes, connections } = settings;
  const server = createServer(
    {
      requestTimeout: requestSeconds * 1000,
      headersTimeout: Math.min(headerSeconds, requestSeconds) * 1000,
      connectionsCheckingInterval: 1000,
      maxHeaderSize: headerBytes,
    },
    app,
  );
  server.maxConnections = connections;
  answerClientErrors(server);
  await listen(server, settings);
  return {
    url: addressOf(server),
    stop: () => stop(server, settings.shutdownSeconds * 1000),
  };
}

const listen = (server: Server, { host, port }: Settings): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new PortTakenError(host, port)
          : new AddressError(host, port, error),
      ),
    );
    server.listen(port, host, () => resolve());
  });

function addressOf(server: Server): string {
  const { address, port, family } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

function stop(server: Server, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), milliseconds);
    server.close(() => {
      clearTimeout(force);
      resolve();
    });
    server.closeIdleConnections();
  });
}
