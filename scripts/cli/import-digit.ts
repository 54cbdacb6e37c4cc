import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import type { ServiceDefinition } from '../../domain/service/index.js';
import { noteText } from '../../domain/service/digit/index.js';
import { importDigitFiles, type ImportedFile } from '../import/digit/read.js';
import { summaryOf } from '../import/digit/summary.js';
import { publishServices } from '../system/publish-services.js';
import { readSettings } from '../configuration/settings.js';
import { CommandError, print } from './output.js';

interface DigitFlags {
  readonly authority: string;
  readonly out?: string;
  readonly force?: boolean;
  readonly publish?: boolean;
  readonly data?: string;
}

/** `charter import digit-workflow FILE|DIR`: BusinessService JSON of DIGIT as service definitions. */
export const digitImportCommand = (importing: Command): Command =>
  importing
    .command('digit-workflow <path>')
    .description('turn DIGIT workflow files (BusinessService JSON) into service definitions')
    .option('--authority <path>', 'whose services they become', 'demo.riverton')
    .option('--out <folder>', 'write each definition to <folder>/<code>/service.json')
    .option('--publish', 'publish them in the city of --data')
    .option('--data <folder>', 'data folder of the city (CHARTER_DATA)')
    .option('--force', 'let --out write over definitions that are there already')
    .action(async (path: string, flags: DigitFlags) => {
      const files = await read(path, flags);
      const definitions = files.flatMap((file) => file.definitions);
      if (flags.out !== undefined && flags.force !== true) refuseOver(flags.out, definitions);
      const report = (): void => [...summaryOf(files), ...files.flatMap(linesOf)].forEach(print);
      if (flags.publish === true)
        await publishServices(readDataSettings(flags), definitions, report);
      else report();
      if (flags.out !== undefined) await write(flags.out, definitions);
      if (flags.out === undefined && flags.publish !== true)
        print(
          'Nothing was written. Give --out <folder> to write the definitions, --publish to publish them.',
        );
      if (files.some(({ errors }) => errors.length > 0)) process.exitCode = 1;
    });

const fileOf = (out: string, { code }: ServiceDefinition): string =>
  join(out, code, 'service.json');

/** @throws CommandError */
function refuseOver(out: string, definitions: readonly ServiceDefinition[]): void {
  const there = definitions.map((one) => fileOf(out, one)).find((path) => existsSync(path));
  if (there !== undefined)
    throw new CommandError(
      `${there} is there already, and nothing was written: name another folder, or write over it with --force.`,
    );
}

const readDataSettings = ({ data }: DigitFlags) =>
  readSettings({ data, logLevel: 'warn' }, process.env);

async function read(path: string, { authority }: DigitFlags): Promise<readonly ImportedFile[]> {
  try {
    return await importDigitFiles(path, { authority });
  } catch (error) {
    throw new CommandError(error instanceof Error ? error.message : String(error));
  }
}

const linesOf = ({ file, definitions, warnings, errors }: ImportedFile): readonly string[] => [
  `${file}: ${definitions.map(({ code }) => code).join(', ') || 'no usable service'}`,
  ...errors.map((note) => `  error    ${noteText(note)}`),
  ...warnings.map((note) => `  warning  ${noteText(note)}`),
];

async function write(out: string, definitions: readonly ServiceDefinition[]): Promise<void> {
  for (const definition of definitions) {
    const file = fileOf(out, definition);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${JSON.stringify(definition, null, 2)}\n`);
    print(`Wrote ${file}`);
  }
}
