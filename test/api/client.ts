import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Problem } from '../../http/problem.js';
import type { Operation, Specification } from './openapi.js';

export interface Input {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string | number | readonly string[]>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer<Body = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** What every write answers. */
export interface Done {
  readonly id: string;
  readonly revision: number;
  readonly position: string;
  readonly commandId: string;
  readonly repeated: boolean;
  readonly unchanged: boolean;
}

/** What the clients of one city share. */
export interface Surroundings {
  readonly url: string;
  readonly specification: Specification;
  /** Ids of operations that were answered with what was asked for. */
  readonly driven: Set<string>;
  /** Of the last write: reads ask to see it. */
  position: string | undefined;
}

/** A caller of the API that knows of it what the served document says, and holds every reply against it. */
export class Client {
  constructor(
    readonly surroundings: Surroundings,
    readonly token: string | undefined,
  ) {}

  /** @typeParam Body what the caller takes the reply for, once it was found to be as documented */
  async call<Body = unknown>(operationId: string, input: Input = {}): Promise<Answer<Body>> {
    const { specification } = this.surroundings;
    const operation = specification.operation(operationId);
    const response = await fetch(this.#address(operation, input), {
      method: operation.method.toUpperCase(),
      headers: this.#headers(operation, input),
      ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
    });
    const body = (await response.json()) as Body;
    const answer = { status: response.status, headers: response.headers, body };
    this.#check(operation, input, answer);
    return answer;
  }

  /** The body of a reply that grants what was asked. */
  async must<Body = Done>(operationId: string, input: Input = {}): Promise<Body> {
    const { status, body } = await this.call<Body>(operationId, input);
    if (status >= 300)
      throw new Error(`${operationId} ${JSON.stringify(input)}: ${JSON.stringify(body)}`);
    return body;
  }

  /** The problem of a reply that refuses what was asked. */
  async refused(operationId: string, input: Input = {}): Promise<Problem> {
    const { status, body } = await this.call<Problem>(operationId, input);
    if (status < 400) throw new Error(`${operationId} was granted: ${JSON.stringify(body)}`);
    return body;
  }

  #address({ path, parameters = [] }: Operation, { params = {}, query = {} }: Input): string {
    const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      expect(params, `parameters of ${path}`).to.have.property(name);
      return encodeURIComponent(params[name]!);
    });
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      const known = parameters.some((each) => each.in === 'query' && each.name === name);
      expect(known, `documented query parameter ${name}`).to.equal(true);
      for (const each of Array.isArray(value) ? (value as readonly string[]) : [value])
        search.append(name, String(each));
    }
    return `${this.surroundings.url}${address}${search.size === 0 ? '' : `?${search.toString()}`}`;
  }

  #headers({ parameters = [] }: Operation, { headers = {}, body }: Input): Record<string, string> {
    const takes = (name: string): boolean =>
      parameters.some((each) => each.in === 'header' && each.name === name);
    const { position } = this.surroundings;
    return {
      ...(this.token === undefined ? {} : { Authorization: `Bearer ${this.token}` }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(takes('Idempotency-Key') ? { 'Idempotency-Key': randomUUID() } : {}),
      ...(takes('At-Least-Position') && position !== undefined
        ? { 'At-Least-Position': position }
        : {}),
      ...headers,
    };
  }

  #check(operation: Operation, input: Input, { status, headers, body }: Answer): void {
    const { specification, driven } = this.surroundings;
    const what = `${operation.operationId} ${status}`;
    const [type = ''] = (headers.get('content-type') ?? '').split(';');
    expect(type).to.equal(status < 400 ? 'application/json' : 'application/problem+json');
    const schema = specification.replySchema(operation, status, type);
    expect(specification.faults(schema, body), `${what} ${JSON.stringify(body)}`).to.deep.equal([]);
    expect(headers.get('x-request-id'), what).to.match(/^[\w.-]{8,100}$/);
    if (status >= 400) {
      expect(body).to.include({ status, instance: headers.get('x-request-id') });
      return;
    }
    driven.add(operation.operationId);
    if (operation.requestBody !== undefined)
      expect(
        specification.faults(
          `${operation.pointer}/requestBody/content/application~1json/schema`,
          input.body,
        ),
        `body of ${what}`,
      ).to.deep.equal([]);
    this.surroundings.position = headers.get('position') ?? this.surroundings.position;
  }
}
