import { z } from 'zod';
import { staffRoles } from '../../domain/service/compile/staff-roles.js';
import { textSchema } from '../../domain/kernel/text.js';
import { root } from '../root.js';
import { readDefinitions } from '../sample/definitions.js';
import { createDirectory } from '../sample/directory.js';
import { code, table } from './table.js';

const rolesSchema = z.object({ codes: z.array(z.object({ code: z.string(), title: textSchema })) });

/** Roles of the sample city: who has one, and which services name it. */
export function sampleRolesTable(): string {
  const { sets, services } = readDefinitions(root);
  const directory = createDirectory(sets);
  const value = sets.find(({ set }) => set === 'roles')?.entries.at(-1)?.value;
  const naming = services.map((service) => ({ code: service.code, roles: staffRoles(service) }));
  return table(
    ['role', 'is', 'one who has it', 'in the office', 'works on'],
    rolesSchema.parse(value).codes.map(({ code: role, title }) => {
      const [holder = ''] = directory.holders(role, null);
      const post = directory.postsOf(holder).find(({ roles }) => roles.includes(role));
      const works = naming.filter(({ roles }) => roles.has(role)).map((each) => code(each.code));
      return [
        code(role),
        title['en'] ?? '',
        holder === '' ? '' : code(holder),
        post === undefined ? '' : code(post.office),
        works.join(', '),
      ];
    }),
  );
}
