import type { Command } from 'commander';
import { compareModels, NothingToCompareError } from '../compare/compare-models.js';
import { openEngines } from '../system/engines/index.js';
import { CommandError, print, table } from './output.js';
import { placeHelp, placeOf, type Place } from './places.js';

/** Differing documents that are named. */
const mostNamed = 20;

/** `charter compare PLACE PLACE`: whether two places hold the same read models. */
export const compareCommand = (program: Command): Command =>
  program
    .command('compare <first> <second>')
    .description(`compare the read models of two places document by document; ${placeHelp}`)
    .option('--except <fields...>', 'fields that are each place’s own, such as recordedAt')
    .action(async (first: string, second: string, { except = [] }: { except?: string[] }) => {
      const differing = await compare(placeOf(first), placeOf(second), except);
      if (differing > 0) throw new CommandError(`${differing} documents differ.`, 3);
    });

async function compare(first: Place, second: Place, except: readonly string[]): Promise<number> {
  const [ours, theirs] = [await openEngines(first.choice), await openEngines(second.choice)];
  const [left, right] = [await ours.openReadStore(), await theirs.openReadStore()];
  const rows: (string | number)[][] = [['read model', 'documents', 'differing']];
  let sum = 0;
  try {
    for await (const compared of compareModels(left, right, { except })) {
      const { model, documents, differing, differences } = compared;
      rows.push([model, documents, differing]);
      sum += differing;
      for (const { id, before, after } of differences.slice(0, mostNamed))
        print(`${model} ${id}${describe(first, before)}${describe(second, after)}`);
    }
  } catch (error) {
    throw error instanceof NothingToCompareError ? new CommandError(error.message) : error;
  } finally {
    await Promise.all([left.close(), right.close()]);
    await Promise.all([ours.close(), theirs.close()]);
  }
  print(table(rows));
  return sum;
}

const describe = ({ name }: Place, document: object | undefined): string =>
  document === undefined || 'deleted' in document ? `: not in ${name}` : '';
