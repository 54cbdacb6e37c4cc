import { z } from 'zod';
import { administratorRole } from '../../commands/access/caller.js';
import type { Caller } from '../../commands/dispatch.js';
import type { Authority } from '../../domain/kernel/authority.js';
import type { Channel } from '../../domain/kernel/envelope.js';
import type { Text } from '../../domain/kernel/text.js';
import { textSchema } from '../../domain/kernel/text.js';
import type { SetFile } from './set-file.js';

const officeSchema = z.object({
  code: z.string(),
  title: textSchema,
  parent: z.string().optional(),
  head: z.string().optional(),
  staff: z.record(z.string(), z.array(z.string())).default({}),
});
const officesSchema = z.object({ offices: z.array(officeSchema) });
const rolesSchema = z.object({ codes: z.array(z.object({ code: z.string(), title: textSchema })) });

/** A post: somebody's roles in one office. */
export interface Post {
  readonly office: string;
  readonly roles: readonly string[];
}

/** Who works where, as the offices that are published say. */
export interface Directory {
  readonly postsOf: (person: string) => readonly Post[];
  /** Staff of a role: those of the office first. */
  readonly holders: (role: string, office: string | null) => readonly string[];
  readonly officeTitle: (code: string) => Text | undefined;
  readonly roleTitle: (code: string) => Text | undefined;
}

const newest = (sets: readonly SetFile[], name: string): unknown =>
  sets.find(({ set }) => set === name)?.entries.at(-1)?.value;

/** @throws z.ZodError when the sets are no offices and roles */
export function createDirectory(sets: readonly SetFile[]): Directory {
  const { offices } = officesSchema.parse(newest(sets, 'offices'));
  const { codes } = rolesSchema.parse(newest(sets, 'roles'));
  const titles = new Map(offices.map(({ code, title }) => [code, title]));
  const roleTitles = new Map(codes.map(({ code, title }) => [code, title]));
  return {
    postsOf: (person) =>
      offices.flatMap(({ code, staff }) => {
        const roles = Object.keys(staff).filter((role) => staff[role]?.includes(person) === true);
        return roles.length === 0 ? [] : [{ office: code, roles }];
      }),
    holders: (role, office) => {
      const own = offices.filter(({ code }) => code === office);
      return [...own, ...offices].flatMap(({ staff }) => staff[role] ?? []);
    },
    officeTitle: (code) => titles.get(code),
    roleTitle: (code) => roleTitles.get(code),
  };
}

/** Roles of the definitions that the software knows by another name. */
const grants: Readonly<Record<string, readonly string[]>> = {
  administrator: [administratorRole],
};

/** What a member of staff's token would say; in the office that is named, where they work there. */
export function staffCaller(
  directory: Directory,
  authority: Authority,
  person: string,
  { office, role, channel }: { office?: string | null; role?: string; channel: Channel },
): Caller {
  const posts = directory.postsOf(person);
  const fits = (post: Post): boolean => role === undefined || post.roles.includes(role);
  const post =
    posts.find((one) => one.office === office && fits(one)) ?? posts.find(fits) ?? posts[0];
  const roles = (post?.roles ?? []).flatMap((code) => [code, ...(grants[code] ?? [])]);
  return {
    actor: { id: person, kind: 'staff', roles },
    authority,
    ...(post === undefined ? {} : { office: post.office }),
    channel,
  };
}
