import { randomUUID } from 'node:crypto';
import { Agent, request, type IncomingMessage } from 'node:http';

/** What was answered. */
export interface Answer {
  readonly status: number;
  readonly position: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A load generator's client: connections kept open, every reply read and checked. */
export class BenchClient {
  readonly #agent: Agent;
  readonly #url: URL;

  constructor(
    url: string,
    private readonly token: string,
    connections = 50,
  ) {
    this.#url = new URL(url);
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  /** @throws Error when the reply is not 201 */
  async post(path: string, body: object): Promise<Answer> {
    return checked(path, 201, await this.send('POST', path, body));
  }

  /** @throws Error when the reply is not 200 */
  async get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return checked(path, 200, await this.send('GET', path, undefined, headers));
  }

  send(
    method: string,
    path: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const text = body === undefined ? '' : JSON.stringify(body);
    const writing = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
      'idempotency-key': randomUUID(),
    };
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          host: this.#url.hostname,
          port: this.#url.port,
          agent: this.#agent,
          method,
          path,
          headers: {
            authorization: `Bearer ${this.token}`,
            ...(body === undefined ? {} : writing),
            ...headers,
          },
        },
        (response) => {
          answerOf(response).then(resolve, reject);
        },
      );
      sent.on('error', reject).end(text);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

async function answerOf(response: IncomingMessage): Promise<Answer> {
  let read = '';
  for await (const piece of response.setEncoding('utf8')) read += String(piece);
  const { position } = response.headers;
  return {
    status: response.statusCode ?? 0,
    position: typeof position === 'string' ? position : undefined,
    body: JSON.parse(read) as Answer['body'],
  };
}

function checked(path: string, status: number, answer: Answer): Answer {
  if (answer.status === status) return answer;
  throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
}
