// For what it declares: nothing that runs needs it yet.
import '../../domain/kernel/money.js';
// All else that declares rejections comes with what serves.
import '../cli/start.js';
import '../system/pages.js';
import '../system/serve.js';
import { problemCatalogue, type ProblemEntry } from '../../http/problems/catalogue.js';
import { code, table } from './table.js';

const rowOf = ({ code: name, status, meaning, advice }: ProblemEntry): readonly string[] => [
  code(name),
  String(status),
  meaning,
  advice,
];

/** The codes of one kind as a table. */
export const problemTable = (kind: ProblemEntry['kind']): string =>
  table(
    ['code', 'status', 'meaning', 'what to do'],
    problemCatalogue()
      .filter((entry) => entry.kind === kind)
      .map(rowOf),
  );
