import type { Command } from 'commander';
import { z } from 'zod';
import { internalRole } from '../../commands/access/caller.js';
import { authoritySchema } from '../../domain/kernel/authority.js';
import { issueWords } from '../../domain/kernel/issue-words.js';
import { actorKinds, channels } from '../../domain/kernel/envelope.js';
import { createTokenIssuer } from '../../http/authenticate.js';
import { tokenKeys } from '../keys.js';
import { signingFolder } from './city-here.js';
import { unknownRoles } from './known-roles.js';
import { CommandError, print } from './output.js';

const optionsSchema = z.object({
  data: z.string(),
  actor: z.string().min(1).max(120),
  kind: z.enum(actorKinds),
  roles: z
    .string()
    .transform((text) => text.split(',').filter((role) => role !== ''))
    .refine((roles) => !roles.includes(internalRole), `must not name "${internalRole}"`),
  authority: authoritySchema,
  office: z.string().max(80).optional(),
  channel: z.enum(channels),
  hours: z.coerce
    .number()
    .positive()
    .max(24 * 365),
});

/** `charter token`: a bearer token to try the API with, signed with this city's key. */
export const tokenCommand = (program: Command): Command =>
  program
    .command('token')
    .description('make a bearer token for the API')
    .requiredOption('--actor <id>', 'who it is for, e.g. asha (required)')
    .option('--kind <kind>', `one of ${actorKinds.join(', ')}`, 'staff')
    .option(
      '--roles <codes>',
      'roles, separated by commas: those that the services name, and those of docs/reference/access.md',
      '',
    )
    .requiredOption(
      '--authority <path>',
      'the body within which the roles hold, e.g. demo.riverton (required)',
    )
    .option('--office <code>', 'the office acting')
    .option('--channel <channel>', `one of ${channels.join(', ')}`, 'api')
    .option('--hours <number>', 'how long it is valid', '8')
    .option('--data <folder>', 'data folder of the city', process.env['CHARTER_DATA'] ?? 'data')
    .addHelpText(
      'after',
      `
Example:
  TOKEN=$(charter token --actor asha --roles clerk --authority demo.riverton --office roads)
  curl -H "Authorization: Bearer $TOKEN" http://127.0.0.1:3000/api/cases`,
    )
    .action(async (raw: unknown) => {
      const parsed = optionsSchema.safeParse(raw, { error: issueWords });
      if (!parsed.success) throw new CommandError(parsed.error.issues.map(faultOf).join('\n'), 2);
      const token = await makeToken(parsed.data);
      const doubt = await unknownRoles(parsed.data.data, parsed.data.roles);
      if (doubt !== undefined) process.stderr.write(`${doubt}\n`);
      print(token);
    });

const faultOf = ({ path, message }: z.core.$ZodIssue): string => `--${path.join('.')} ${message}`;

async function makeToken(options: z.output<typeof optionsSchema>): Promise<string> {
  const { privateKey } = await tokenKeys(signingFolder(options.data));
  return createTokenIssuer(privateKey, Date.now).issue(
    {
      actor: { id: options.actor, kind: options.kind, roles: options.roles },
      authority: options.authority,
      ...(options.office === undefined ? {} : { office: options.office }),
      channel: options.channel,
    },
    Math.round(options.hours * 3600),
  );
}
