/** The one connection of a store to its server or cluster. */
import type { CallOptions, Channel, Metadata } from '@grpc/grpc-js';
import type { EventStoreDBClient } from '@eventstore/db-client';
import services from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { connectionOf } from './url.js';

/** What the client has for its own commands. Its version is pinned, and a spec notices when they change. */
interface ClientInside {
  readonly GRPCStreamCreator: <T>(
    client: typeof services.StreamsClient,
    name: string,
    create: (client: StreamsClient) => T,
  ) => () => Promise<T>;
  readonly callArguments: (
    options: { readonly requiresLeader: boolean },
    call: CallOptions,
  ) => [Metadata, CallOptions];
  readonly getChannel: () => Promise<Channel>;
}

/** Reads and writes go to the leader: a follower may not have what was just acknowledged. */
export const onLeader = { requiresLeader: true } as const;

export type StartCall<T> = (client: StreamsClient, metadata: Metadata, options: CallOptions) => T;

export class Connection {
  readonly #client: EventStoreDBClient;
  readonly #inside: ClientInside;
  #used = false;

  /** @throws StoreFormatError when the address is none */
  constructor(url: string) {
    this.#client = connectionOf(url);
    // The members are there, declared for subclasses only; the client's own connection strings make no subclass.
    this.#inside = this.#client as unknown as ClientInside;
  }

  get client(): EventStoreDBClient {
    this.#used = true;
    return this.#client;
  }

  /** Starts a call of a generated service, reconnecting after failures as the client's own commands do. */
  start<T>(name: string, start: StartCall<T>): Promise<T> {
    this.#used = true;
    const [metadata, options] = this.#inside.callArguments(onLeader, { deadline: Infinity });
    const create = (client: StreamsClient) => start(client, metadata, options);
    return this.#inside.GRPCStreamCreator(services.StreamsClient, name, create)();
  }

  /** Ends what is open, within a time: the client alone may wait for ever. */
  async close(milliseconds: number): Promise<void> {
    // Asking an unused client for its channel would connect it.
    if (!this.#used) return;
    await within(milliseconds, this.#client.dispose());
    await within(
      milliseconds,
      this.#inside.getChannel().then((channel) => {
        channel.close();
      }),
    );
  }
}

async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work.catch(() => undefined), late]);
  clearTimeout(timer);
}
