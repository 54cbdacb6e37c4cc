import type { Request } from 'express';
import type { z } from 'zod';
import type { Caller } from '../../commands/dispatch.js';
import type { Instant } from '../../domain/kernel/instant.js';
import { say, type Text } from '../../domain/kernel/text.js';
import { RejectedError } from '../../http/problem.js';
import { refuse } from '../../http/rejections.js';
import { faultsOf } from '../../http/faults.js';
import { requestIdOf } from '../../http/request-id.js';
import type { Persona, WebParts } from '../parts.js';
import { createTimes, type Times } from '../words/times.js';
import { sayer, type Language, type Messages, type Say } from './language.js';
import type { Session } from './session.js';

/** Named values of an address or a form; a name may occur several times. */
export type Raw = Readonly<Record<string, string | readonly string[] | undefined>>;

/** One request as a page's handler sees it: nothing of Express. */
export interface Visit {
  readonly language: Language;
  /** Words of the pages. */
  readonly t: Say;
  /** Words of a definition in the visitor's language. */
  readonly say: (text: Text) => string;
  readonly times: Times;
  readonly caller: Caller;
  readonly persona: Persona | undefined;
  readonly session: Session;
  readonly params: Raw;
  readonly query: Raw;
  readonly body: Raw;
  /** Path without query. */
  readonly path: string;
  readonly now: Instant;
  readonly requestId: string;
}

/** Whoever has not said who they are. */
export const publicCaller = ({ city }: Pick<WebParts, 'city'>): Caller => ({
  actor: { id: 'public', kind: 'public', roles: [] },
  authority: city.authority,
  channel: 'web',
});

export function visitOf(
  parts: WebParts,
  request: Request,
  { language, messages, session }: { language: Language; messages: Messages; session: Session },
): Visit {
  const persona = parts.sample?.personas.find(({ id }) => id === session.persona);
  const t = sayer(messages);
  const now = parts.clock.now();
  return {
    language,
    t,
    say: (text) => say(text, language),
    times: createTimes({ language, t, zone: parts.city.zone, now }),
    caller: persona?.caller ?? publicCaller(parts),
    persona,
    session,
    params: request.params,
    query: request.query as Raw,
    body: (request.body ?? {}) as Raw,
    path: request.path,
    now,
    requestId: requestIdOf(request),
  };
}

/** The same visit as if it were another time: for a page that shows the past. */
export const visitAt = (visit: Visit, { city }: Pick<WebParts, 'city'>, now: Instant): Visit => ({
  ...visit,
  now,
  times: createTimes({ language: visit.language, t: visit.t, zone: city.zone, now }),
});

/**
 * Values of an address or a form, checked; empty ones count as absent.
 *
 * @throws RejectedError when they could not come from one of our pages.
 */
export function checked<T extends z.ZodType>(schema: T, raw: Raw): z.output<T> {
  const given = Object.fromEntries(
    Object.entries(raw).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new RejectedError(
    refuse('invalid-parameter', {}, { faults: faultsOf(parsed.error) }).error,
  );
}

/** The first value of a name, trimmed; empty when there is none. */
export function one(raw: Raw, name: string): string {
  const value = Object.hasOwn(raw, name) ? raw[name] : undefined;
  return (typeof value === 'string' ? value : (value?.[0] ?? '')).trim();
}

/** All values of a name. */
export function many(raw: Raw, name: string): readonly string[] {
  const value = Object.hasOwn(raw, name) ? raw[name] : undefined;
  return typeof value === 'string' ? [value] : (value ?? []);
}
