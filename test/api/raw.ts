import type { Problem } from '../../http/problem.js';
import type { ApiCity } from './city.js';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** As it came. */
  readonly text: string;
  /** Of a reply in problem details. */
  readonly problem: Partial<Problem>;
}

/** Any request at all: what the documented client would not send. */
export async function raw(
  { url }: Pick<ApiCity, 'url'>,
  path: string,
  init: RequestInit = {},
): Promise<RawAnswer> {
  const { status, headers, ...response } = await send(`${url}${path}`, init);
  const isProblem = headers.get('content-type')?.startsWith('application/problem+json') ?? false;
  const problem = isProblem ? (JSON.parse(response.text) as Problem) : {};
  return { status, headers, text: response.text, problem };
}

async function send(address: string, init: RequestInit) {
  const response = await fetch(address, init);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

export const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

/** A POST of a body with all the headers that a write takes. */
export const posting = (
  token: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): RequestInit => ({
  method: 'POST',
  headers: {
    ...bearer(token),
    'Content-Type': 'application/json',
    'Idempotency-Key': `${Math.random()}`,
    ...headers,
  },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
