import { EventStoreDBClient } from '@eventstore/db-client';
import { StoreFormatError } from '../../domain/kernel/faults.js';

/** Options that the client knows but that would change what this adapter promises, or have no effect. */
const refused: Readonly<Record<string, string>> = {
  throwonappendfailure: 'appends that failed would look as if they had not',
  nodepreference: 'reads go to the leader, which alone has what was just written',
  tlsverifycert: 'certificates are always verified; name the authority with tlsCAFile',
};

const known = new Set([
  'usercertfile',
  'userkeyfile',
  'maxdiscoverattempts',
  'connectionname',
  'defaultdeadline',
  'discoveryinterval',
  'gossiptimeout',
  'tls',
  'tlscafile',
  'keepaliveinterval',
  'keepalivetimeout',
]);

const deadline = /[?&]default[_-]?deadline=(\d+)/i;

/** Milliseconds that the address gives a call, as `defaultDeadline`; undefined when it leaves that open. */
export function deadlineIn(url: string): number | undefined {
  const [, milliseconds] = deadline.exec(url) ?? [];
  return milliseconds === undefined ? undefined : Number(milliseconds);
}

const withUser = /\/\/[^/?]*@/;

/** A connection string without what is secret in it. */
export const withoutSecrets = (url: string): string => url.replace(withUser, '//***@');

/**
 * A client for `esdb://user:password@host:2113?tlsCAFile=…`, several hosts for a cluster, or
 * `esdb+discover://` for a name that stands for one. It does not connect yet.
 *
 * @throws StoreFormatError when the text is no such address, or asks for what can't be
 */
export function connectionOf(url: string): EventStoreDBClient {
  const problem = problemOf(url);
  if (problem !== undefined) throw new StoreFormatError(withoutSecrets(url), problem);
  try {
    return EventStoreDBClient.connectionString(url);
  } catch (error) {
    throw new StoreFormatError(withoutSecrets(url), wordsOf(error));
  }
}

function problemOf(url: string): string | undefined {
  for (const [, name = ''] of url.matchAll(/[?&]([^=&]*)/g)) {
    const flat = name.toLowerCase().replace(/[_-]/g, '');
    const reason = refused[flat];
    if (reason !== undefined) return `${name} can not be set: ${reason}.`;
    if (!known.has(flat)) return `${name} is no option of it.`;
  }
  return withUser.test(url) && /[?&]tls=false/i.test(url)
    ? 'a password is never sent without TLS. Leave out one of them.'
    : undefined;
}

// Most of the client's words repeat the address, the password among it.
const wordsOf = (error: unknown): string =>
  error instanceof Error && error.message.startsWith('Failed to load')
    ? error.message
    : 'it is no address of an EventStoreDB.';
