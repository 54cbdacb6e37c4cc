import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Problem } from '../../http/problem.js';
import type { CaseView } from '../../projections/cases/model.js';
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

/** A case as the API tells of it. */
export type CaseReply = Omit<CaseView, '_id' | 'position'> & { readonly reference: string };

/** What every write on a case answers. */
export interface Done {
  readonly reference: string;
  readonly revision: number;
  readonly position: string;
  readonly commandId: string;
  readonly repeated: boolean;
  readonly unchanged: boolean;
}

/** Requests that were granted, by operation, and which of its documented replies each operation gave. */
export class Driven {
  readonly granted = new Map<string, { readonly client: Client; readonly input: Input }>();
  readonly #replies = new Map<string, Set<string>>();

  add(operationId: string, documented: string): void {
    const replies = this.#replies.get(operationId) ?? new Set();
    this.#replies.set(operationId, replies.add(documented));
  }

  gave(operationId: string, documented: string): boolean {
    return this.#replies.get(operationId)?.has(documented) ?? false;
  }
}

/** What the clients of one city share. */
export interface Surroundings {
  readonly url: string;
  readonly specification: Specification;
  /** What was sent and answered so far. */
  readonly driven: Driven;
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
    const { specification, driven } = this.surroundings;
    const operation = specification.operation(operationId);
    const headers = this.#headers(operation, input);
    const answer = await this.#send<Body>(operation, { ...input, headers });
    if (answer.status < 400 && !driven.granted.has(operationId)) {
      driven.granted.set(operationId, { client: this, input });
      if (answer.status === 201) await this.#repeat(operation, { ...input, headers }, answer);
    }
    this.surroundings.position = answer.headers.get('position') ?? this.surroundings.position;
    return answer;
  }

  async #send<Body>(operation: Operation, input: Input): Promise<Answer<Body>> {
    const response = await fetch(this.#address(operation, input), {
      method: operation.method.toUpperCase(),
      headers: { ...input.headers },
      ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
    });
    const body = (await response.json()) as Body;
    const answer = { status: response.status, headers: response.headers, body };
    this.#check(operation, input, answer);
    return answer;
  }

  /** A write that was done answers the identical request in the same words, and does nothing more. */
  async #repeat(operation: Operation, input: Input, { body }: Answer): Promise<void> {
    const again = await this.#send(operation, input);
    expect(again.status, `${operation.operationId} sent again`).to.equal(200);
    expect(again.body).to.deep.equal({ ...(body as Done), repeated: true });
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
    const { operationId, pointer } = operation;
    const what = `${operationId} ${status} ${JSON.stringify(body)}`;
    const [type = ''] = (headers.get('content-type') ?? '').split(';');
    expect(type, what).to.equal(status < 400 ? 'application/json' : 'application/problem+json');
    const schema = specification.replySchema(operation, status, type);
    expect(specification.faults(schema, body), what).to.deep.equal([]);
    expect(specification.headerFaults(operation, status, headers), what).to.deep.equal([]);
    checkValues(headers, what);
    driven.add(operationId, specification.documented(operation, status));
    if (status >= 400) {
      expect(body, what).to.include({ status, instance: headers.get('x-request-id') });
      return;
    }
    if (operation.requestBody === undefined) return;
    const asked = `${pointer}/requestBody/content/application~1json/schema`;
    expect(specification.faults(asked, input.body), `body of ${what}`).to.deep.equal([]);
  }
}

const headerValues: Readonly<Record<string, RegExp>> = {
  'X-Request-Id': /^[\w.-]{8,100}$/,
  ETag: /^"\d+"$/,
  Location: /^\/api\/[\w./-]+$/,
  Link: /^<\/api\/[^>]+>; rel="(next|prev)"(, <\/api\/[^>]+>; rel="(next|prev)")?$/,
  'Retry-After': /^[1-9]\d*$/,
  'WWW-Authenticate': /^Bearer /,
};

function checkValues(headers: Headers, what: string): void {
  for (const [name, pattern] of Object.entries(headerValues))
    if (headers.has(name)) expect(headers.get(name), `${name} of ${what}`).to.match(pattern);
}
