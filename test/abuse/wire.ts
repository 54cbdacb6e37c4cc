import { connect, type Socket } from 'node:net';

/** A connection on which anything can be said. */
export class Wire {
  #heard = '';
  readonly #ended: Promise<void>;
  readonly #socket: Socket;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding('utf8').on('data', (text: string) => (this.#heard += text));
    // What was heard until then counts.
    socket.on('error', () => undefined);
    this.#ended = new Promise((resolve) => socket.on('close', () => resolve()));
  }

  static open(url: string): Promise<Wire> {
    const { hostname, port } = new URL(url);
    return new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname);
      socket.once('error', reject);
      socket.once('connect', () => resolve(new Wire(socket)));
    });
  }

  say(text: string): this {
    this.#socket.write(text);
    return this;
  }

  /** All that was answered, once the other side has hung up. */
  async answer(): Promise<{ readonly status: number; readonly body: string }> {
    await this.#ended;
    const [head = '', body = ''] = this.#heard.split('\r\n\r\n');
    return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1] ?? 0), body };
  }

  hangUp(): void {
    this.#socket.destroy();
  }
}
