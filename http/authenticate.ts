import { LRUCache } from 'lru-cache';
import { jwtVerify, SignJWT, type CryptoKey } from 'jose';
import { z } from 'zod';
import { internalRole } from '../commands/access/caller.js';
import type { Caller } from '../commands/dispatch.js';
import { authoritySchema } from '../domain/kernel/authority.js';
import { actorKinds, channels } from '../domain/kernel/envelope.js';
import { ok, type Result } from '../domain/kernel/result.js';
import type { Rejection } from '../domain/kernel/rejection.js';
import { refuse } from './rejections.js';

const issuer = 'charter';
const audience = 'charter-api';
/** A verified token is believed for at most this long without looking at its signature again. */
const cacheMilliseconds = 60_000;

/** What a token says of its bearer. */
const claimsSchema = z.object({
  sub: z.string().min(1).max(120),
  kind: z.enum(actorKinds),
  roles: z.array(z.string().min(1).max(80)).max(50),
  authority: authoritySchema,
  office: z.string().min(1).max(80).optional(),
  on_behalf_of: z.string().min(1).max(120).optional(),
  channel: z.enum(channels).default('api'),
  exp: z.number(),
});

export interface Authenticator {
  /** The caller of a bearer token, or why it is not believed. */
  readonly verify: (token: string) => Promise<Result<Caller, Rejection>>;
}

export interface TokenIssuer {
  /** A signed token (JWT, EdDSA) for a caller, valid for `seconds`. */
  readonly issue: (caller: Caller, seconds: number) => Promise<string>;
}

const callerOf = (claims: z.infer<typeof claimsSchema>): Caller => ({
  actor: {
    id: claims.sub,
    kind: claims.kind,
    roles: claims.roles,
    ...(claims.on_behalf_of === undefined ? {} : { onBehalfOf: claims.on_behalf_of }),
  },
  authority: claims.authority,
  ...(claims.office === undefined ? {} : { office: claims.office }),
  channel: claims.channel,
});

/** Charter's own machinery needs no token; whoever brings one that names its role is not it. */
const isReserved = ({ roles }: z.infer<typeof claimsSchema>): boolean =>
  roles.includes(internalRole);

const reasonOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && error.code === 'ERR_JWT_EXPIRED'
    ? 'This one has expired.'
    : 'This one is not valid.';

/** Verifies tokens against the public key; `now` in epoch milliseconds. */
export function createAuthenticator(publicKey: CryptoKey, now: () => number): Authenticator {
  const verified = new LRUCache<string, { caller: Caller; expires: number }>({ max: 10_000 });
  return {
    verify: async (token) => {
      const at = now();
      const known = verified.get(token);
      if (known !== undefined && known.expires > at) return ok(known.caller);
      try {
        const { payload } = await jwtVerify(token, publicKey, {
          issuer,
          audience,
          algorithms: ['EdDSA'],
          currentDate: new Date(at),
        });
        const claims = claimsSchema.parse(payload);
        if (isReserved(claims))
          return refuse('unauthenticated', {
            reason: `This one names the role "${internalRole}", which no token may.`,
          });
        const caller = callerOf(claims);
        const expires = Math.min(at + cacheMilliseconds, claims.exp * 1000);
        verified.set(token, { caller, expires });
        return ok(caller);
      } catch (error) {
        return refuse('unauthenticated', { reason: reasonOf(error) });
      }
    },
  };
}

export function createTokenIssuer(privateKey: CryptoKey, now: () => number): TokenIssuer {
  return {
    issue: (caller, seconds) => {
      const issuedAt = Math.floor(now() / 1000);
      return new SignJWT({
        kind: caller.actor.kind,
        roles: [...caller.actor.roles],
        authority: caller.authority,
        ...(caller.office === undefined ? {} : { office: caller.office }),
        ...(caller.actor.onBehalfOf === undefined ? {} : { on_behalf_of: caller.actor.onBehalfOf }),
        channel: caller.channel,
      })
        .setProtectedHeader({ alg: 'EdDSA' })
        .setSubject(caller.actor.id)
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + seconds)
        .sign(privateKey);
    },
  };
}
