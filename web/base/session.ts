import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';

const cookieName = 'session';
const longest = 8 * 3_600_000;

/** Who this browser acts as, and the secret that its forms carry. */
export interface Session {
  readonly id: string;
  readonly persona: string | undefined;
  /** Put into every form; a post without it is refused. */
  readonly formToken: string;
}

export interface Sessions {
  readonly of: (request: Request, response: Response) => Session;
  /** Whether the browser brought a session that is ours. */
  readonly has: (request: Request) => boolean;
  readonly actAs: (response: Response, persona: string | undefined) => void;
  readonly formTokenFits: (session: Session, offered: unknown) => boolean;
}

/**
 * Sessions in one signed cookie (`<id>.<persona>`), ended by the browser or after eight hours.
 * The application signs cookies with its secret; a cookie that was changed is no session.
 */
export function createSessions(secret: string, secure: boolean): Sessions {
  const formToken = (id: string): string =>
    createHmac('sha256', secret).update(`form:${id}`).digest('base64url');
  const set = (response: Response, id: string, persona: string): void => {
    response.cookie(cookieName, `${id}.${persona}`, {
      signed: true,
      httpOnly: true,
      sameSite: 'lax',
      secure,
      maxAge: longest,
    });
  };
  const brought = (request: Request) => {
    const cookies = request.signedCookies as Readonly<Record<string, unknown>>;
    const cookie = cookies[cookieName];
    const [id, persona] = typeof cookie === 'string' ? cookie.split('.') : [];
    return id === undefined || id === '' ? undefined : { id, persona };
  };
  return {
    has: (request) => brought(request) !== undefined,
    of: (request, response) => {
      const known = brought(request);
      if (known !== undefined) {
        const { id, persona } = known;
        return { id, persona: persona === '' ? undefined : persona, formToken: formToken(id) };
      }
      const fresh = randomUUID();
      set(response, fresh, '');
      return { id: fresh, persona: undefined, formToken: formToken(fresh) };
    },
    // A new id with each change of actor: a form of the former one is worthless.
    actAs: (response, persona) => set(response, randomUUID(), persona ?? ''),
    formTokenFits: (session, offered) => {
      if (typeof offered !== 'string') return false;
      const [expected, given] = [Buffer.from(session.formToken), Buffer.from(offered)];
      return expected.length === given.length && timingSafeEqual(expected, given);
    },
  };
}
