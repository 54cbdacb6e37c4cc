/** A stand-in for EventStoreDB: a gRPC server with what the adapter calls, made from the client's own service definitions. */
import { Server, ServerCredentials, status, type Metadata, type ServiceError } from '@grpc/grpc-js';
import gossipServices from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import featureServices from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import { append, batchAppend } from './appends.js';
import { streamsService } from './encoded.js';
import { Faults } from './faults.js';
import { Journal } from './journal.js';
import { StandInLog } from './log.js';
import { failure, uuidOf } from './messages.js';
import { read } from './reads.js';
import type { StandInState } from './state.js';

export interface StandInOptions {
  /** 0 for any free one, which is the default. */
  readonly port?: number;
  /** A file that keeps the log. */
  readonly file?: string;
  /** Whether every event is linked from `$ce-<category>`, as the system projections do. */
  readonly links?: boolean;
  /** Live events a subscription may be behind before it is dropped; 32 by default. */
  readonly liveBuffer?: number;
  /** Milliseconds until it is back after it vanished; 50 by default. */
  readonly backAfter?: number;
  /** PEM texts of a certificate and its key. */
  readonly tls?: { readonly certificate: string; readonly key: string };
  /** Port of the leader that this one only follows: whoever needs the leader is sent there. */
  readonly leader?: number;
  /** Who may call, as `name:password`; anybody when absent. */
  readonly user?: string;
}

const defaultBackAfter = 50;
const defaultLiveBuffer = 32;

export class StandIn {
  readonly log: StandInLog;
  readonly faults = new Faults();
  readonly #options: StandInOptions;
  readonly #journal: Journal | undefined;
  #server: Server | undefined;
  #returning: NodeJS.Timeout | undefined;
  #port: number;

  private constructor(options: StandInOptions) {
    this.#options = options;
    this.#port = options.port ?? 0;
    this.#journal = options.file === undefined ? undefined : new Journal(options.file);
    this.log = new StandInLog({
      links: options.links ?? false,
      ...(this.#journal && { journal: this.#journal }),
    });
  }

  /** @example const server = await StandIn.start({ file: 'log.ndjson' }); */
  static async start(options: StandInOptions = {}): Promise<StandIn> {
    const standIn = new StandIn(options);
    await standIn.comeBack();
    return standIn;
  }

  get port(): number {
    return this.#port;
  }

  /** Connection string. */
  get url(): string {
    return `esdb://127.0.0.1:${this.#port}?tls=false`;
  }

  /** Cuts every connection at once and takes no more. */
  goAway(): void {
    clearTimeout(this.#returning);
    this.#server?.forceShutdown();
    this.#server = undefined;
  }

  /** Listens again, on the same port with the same log. */
  async comeBack(): Promise<void> {
    const server = new Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 });
    this.#serve(server);
    const address = `127.0.0.1:${this.#port}`;
    this.#port = await new Promise<number>((resolve, reject) => {
      server.bindAsync(address, this.#credentials(), (error, port) => {
        if (error === null) resolve(port);
        else reject(error);
      });
    });
    this.#server = server;
  }

  /** Ends for good; its file stays. */
  stop(): void {
    this.faults.thaw();
    this.goAway();
    this.#journal?.close();
  }

  #credentials(): ServerCredentials {
    const { tls } = this.#options;
    if (tls === undefined) return ServerCredentials.createInsecure();
    const pair = { private_key: Buffer.from(tls.key), cert_chain: Buffer.from(tls.certificate) };
    return ServerCredentials.createSsl(null, [pair]);
  }

  #serve(server: Server): void {
    const state: StandInState = {
      log: this.log,
      faults: this.faults,
      liveBuffer: this.#options.liveBuffer ?? defaultLiveBuffer,
      vanish: () => this.#vanish(),
      refusal: (metadata) => this.#refusal(metadata),
    };
    const unsupported = (_call: unknown, callback: (error: ServiceError) => void) => {
      callback(failure(status.UNIMPLEMENTED, 'The stand-in does not delete'));
    };
    server.addService(streamsService, {
      read: read(state),
      append: append(state),
      batchAppend: batchAppend(state),
      delete: unsupported,
      tombstone: unsupported,
    });
    server.addService(featureServices.ServerFeaturesService, {
      getSupportedMethods: answering(supportedMethods),
    });
    server.addService(gossipServices.GossipService, {
      read: answering(() => clusterOf(this.#port)),
    });
  }

  #vanish(): void {
    this.goAway();
    this.#returning = setTimeout(() => {
      void this.comeBack();
    }, this.#options.backAfter ?? defaultBackAfter);
  }

  #refusal(metadata: Metadata): ServiceError | undefined {
    const { user, leader } = this.#options;
    if (leader !== undefined && metadata.get('requires-leader').includes('true'))
      return elsewhere(leader);
    if (user === undefined) return undefined;
    const [given] = metadata.get('authorization');
    return given === `Basic ${Buffer.from(user).toString('base64')}`
      ? undefined
      : failure(status.UNAUTHENTICATED, 'Unauthenticated');
  }
}

function elsewhere(leader: number): ServiceError {
  const error = failure(status.NOT_FOUND, 'Leader info available', 'not-leader');
  error.metadata.set('leader-endpoint-host', '127.0.0.1');
  error.metadata.set('leader-endpoint-port', String(leader));
  return error;
}

const answering =
  <T>(answer: () => T) =>
  (_call: unknown, callback: (error: null, value: T) => void): void => {
    callback(null, answer());
  };

function supportedMethods() {
  const service = 'event_store.client.streams.streams';
  const methods = ['append', 'batchappend', 'read'].map((name) =>
    new features.SupportedMethod().setServiceName(service).setMethodName(name),
  );
  return new features.SupportedMethods()
    .setEventStoreServerVersion('23.10.6')
    .setMethodsList(methods);
}

/** A cluster of one, which leads. */
function clusterOf(port: number) {
  const member = new gossip.MemberInfo()
    .setInstanceId(uuidOf('6f1e8c1c-2f8a-4f0a-9d0e-0a4a4a5f3b11'))
    .setTimeStamp('0')
    .setState(gossip.MemberInfo.VNodeState.LEADER)
    .setIsAlive(true)
    .setHttpEndPoint(new gossip.EndPoint().setAddress('127.0.0.1').setPort(port));
  return new gossip.ClusterInfo().setMembersList([member]);
}
