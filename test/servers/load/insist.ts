/** Requests of somebody who does not give up: sent again, to another process, until there is an answer. */
import { setTimeout as sleep } from 'node:timers/promises';

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** What became of all requests. */
export class Traffic {
  answered = 0;
  /** Connections that broke, or were never made. */
  lost = 0;
  /** 503 with a time after which to try again. */
  putOff = 0;
  /** Replies that nobody should get. */
  readonly wrong: string[] = [];
}

export interface Route {
  /** Addresses of the processes that may be asked now. */
  readonly where: () => readonly string[];
  readonly traffic: Traffic;
}

const longestRequest = 15_000;
const pause = 50;

/** @throws Error when no process has answered in a minute */
export async function insist(
  { where, traffic }: Route,
  path: string,
  init: RequestInit,
): Promise<Answered> {
  const late = performance.now() + 60_000;
  while (performance.now() < late) {
    const reply = await send(anyOf(where()), path, init);
    if (reply === undefined) traffic.lost += 1;
    else if (reply.status === 503 && reply.headers.has('retry-after')) traffic.putOff += 1;
    else {
      traffic.answered += 1;
      if (reply.status >= 300)
        traffic.wrong.push(`${path} ${reply.status} ${JSON.stringify(reply.body)}`);
      return reply;
    }
    await sleep(pause);
  }
  throw new Error(`No answer to ${path} in a minute`);
}

const anyOf = (addresses: readonly string[]): string | undefined =>
  addresses[Math.floor(Math.random() * addresses.length)];

async function send(
  address: string | undefined,
  path: string,
  init: RequestInit,
): Promise<Answered | undefined> {
  if (address === undefined) return undefined;
  try {
    const signal = AbortSignal.timeout(longestRequest);
    const response = await fetch(`${address}${path}`, { ...init, signal });
    const { status, headers } = response;
    return { status, headers, body: await response.json() };
  } catch {
    return undefined;
  }
}
