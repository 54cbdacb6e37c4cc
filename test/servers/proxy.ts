import { once } from 'node:events';
import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Stands between a client and a server on this machine, and makes the trouble that a network can make. */
export class Proxy {
  readonly #pairs = new Set<readonly [client: Socket, server: Socket]>();
  #server: Server | undefined;
  #port = 0;
  #frozen = false;
  /** Pieces of replies that are still let through. */
  #replies = Infinity;
  /** Milliseconds that each piece of a reply is late. */
  #late = 0;
  #onReply = (): void => undefined;

  constructor(private readonly target: { readonly host: string; readonly port: number }) {}

  get port(): number {
    return this.#port;
  }

  /** Listens, at the same port each time. */
  async start(): Promise<void> {
    this.#server = createServer((client) => this.#pair(client));
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** Cuts every connection and refuses new ones. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    for (const pair of this.#pairs) for (const socket of pair) socket.destroy();
    if (server !== undefined) await new Promise((resolve) => server.close(resolve));
  }

  /** Takes what it is given and passes nothing on. */
  freeze(): void {
    this.#frozen = true;
    for (const pair of this.#pairs) for (const socket of pair) socket.pause();
  }

  /** Freezes once so many replies have passed. @returns when that has come to be */
  freezeAfter(replies: number): Promise<void> {
    return new Promise((resolve) => {
      let left = replies;
      this.#onReply = () => {
        if (--left > 0) return;
        this.freeze();
        resolve();
      };
    });
  }

  thaw(): void {
    this.#frozen = false;
    this.#onReply = () => undefined;
    this.#replies = Infinity;
    this.#late = 0;
    for (const pair of this.#pairs) for (const socket of pair) socket.resume();
  }

  /** Passes requests on and, after so many replies, loses all that the server says. */
  loseRepliesAfter(replies: number): void {
    this.#replies = replies;
  }

  /** Passes on what the server says, each piece so many milliseconds late. */
  slowDown(milliseconds: number): void {
    this.#late = milliseconds;
  }

  #pair(client: Socket): void {
    const server = connect(this.target.port, this.target.host);
    const pair = [client, server] as const;
    let written = Promise.resolve();
    const write = (data: Buffer): void => {
      const due = performance.now() + this.#late;
      // One after the other: none overtakes another, whatever timers do.
      written = written.then(async () => {
        if (due > performance.now()) await sleep(due - performance.now());
        client.write(data);
      });
    };
    this.#pairs.add(pair);
    const end = (): void => {
      this.#pairs.delete(pair);
      for (const socket of pair) socket.destroy();
    };
    for (const socket of pair) socket.on('error', end).on('close', end);
    client.on('data', (data) => server.write(data));
    server.on('data', (data) => {
      if (this.#replies-- > 0) write(data);
      this.#onReply();
    });
    if (this.#frozen) for (const socket of pair) socket.pause();
  }
}
