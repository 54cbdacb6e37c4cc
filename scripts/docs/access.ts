import { accessMatrix } from '../../commands/access/matrix.js';
import { actorKinds } from '../../domain/kernel/envelope.js';
import { historyRules, type HistoryRule } from '../../projections/history/visible.js';
import {
  readers,
  readModels,
  visibilityRules,
  type ReaderKind,
  type ReadModelName,
  type RowRule,
  type VisibilityRule,
} from '../../projections/visibility-rules.js';
import { code, table } from './table.js';

/** Commands: operation by kind of actor. */
export const commandTable = (): string =>
  table(
    ['operation', ...actorKinds],
    accessMatrix().map(({ operation, who }) => [
      code(operation),
      ...actorKinds.map((kind) => who[kind]),
    ]),
  );

const rowWords: Readonly<Record<RowRule, string>> = {
  nothing: 'none',
  everything: 'all',
  authority: 'of their authority and below',
  'authority, not confidential':
    'of their authority and below; confidential ones only where assigned to them',
  'authority, none confidential': 'of their authority and below; none of confidential cases',
  'own cases': 'where they, or whom they act for, are a party',
  'assigned cases': 'assigned to their firm',
  'own doings': 'what they did themselves',
  'published and own drafts': 'published; drafts of their authority and below',
  published: 'published',
};

const hiddenWords = ({
  hides = [],
  hidesOtherParties,
  hidesInternalTimers,
}: VisibilityRule): string =>
  [
    ...hides.map(code),
    ...(hidesOtherParties === true ? ['other parties, but their roles'] : []),
    ...(hidesInternalTimers === true ? ['limits of the office alone'] : []),
  ].join(', ') || 'nothing';

const ruleCells = (rule: VisibilityRule): readonly string[] => [
  rowWords[rule.rows],
  rule.figuresOnly === true || rule.rows === 'nothing' ? 'no' : 'yes',
  rule.figures ? 'yes' : 'no',
  rule.rows === 'nothing' ? '' : hiddenWords(rule),
];

/** Readers who see the same share a row. */
function shared(
  cellsOf: (reader: ReaderKind) => readonly string[],
): readonly (readonly string[])[] {
  const rows = new Map<string, { readonly who: string[]; readonly cells: readonly string[] }>();
  for (const reader of readers) {
    const cells = cellsOf(reader);
    const row = rows.get(cells.join('|')) ?? { who: [], cells };
    row.who.push(code(reader));
    rows.set(cells.join('|'), row);
  }
  return [...rows.values()].map(({ who, cells }) => [who.join(', '), ...cells]);
}

const visibilityRows = (model: ReadModelName): readonly (readonly string[])[] =>
  shared((reader) => ruleCells(visibilityRules[model][reader])).map((row) => [code(model), ...row]);

/** Queries: read model by reader. */
export const visibilityTable = (): string =>
  table(
    ['read model', 'reader', 'which', 'documents', 'figures', 'hidden'],
    readModels.flatMap(visibilityRows),
  );

const audienceWords: Readonly<Record<HistoryRule['audience'], string>> = {
  internal: 'all',
  parties: 'those meant for parties',
  public: 'those meant for everyone',
};

/** Histories: what of the steps of a case that they may see. */
export const historyTable = (): string =>
  table(
    ['reader', 'steps', 'who did what others did', 'hidden'],
    shared((reader) => {
      const { audience, others, hides } = historyRules[reader];
      const who = others === 'named' ? 'by name' : 'only what kind of actor';
      return [audienceWords[audience], who, hides.map(code).join(', ') || 'nothing'];
    }),
  );
