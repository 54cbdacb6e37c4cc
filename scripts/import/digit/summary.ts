import type { ImportedFile } from './read.js';

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** What an import of DIGIT files comes to, before its details: what was made, and how many warnings of which kind. */
export function summaryOf(files: readonly ImportedFile[]): readonly string[] {
  const definitions = files.flatMap((file) => file.definitions);
  const warnings = files.flatMap((file) => file.warnings);
  const errors = files.flatMap((file) => file.errors);
  const states = definitions.reduce((sum, one) => sum + one.workflow.states.length, 0);
  const actions = definitions.reduce((sum, one) => sum + one.workflow.actions.length, 0);
  const kinds = new Map<string, number>();
  for (const { code } of warnings) kinds.set(code, (kinds.get(code) ?? 0) + 1);
  return [
    `${counted(files.length, 'file')}: ${counted(definitions.length, 'service')} with ` +
      `${counted(states, 'state')} and ${counted(actions, 'action')}; ` +
      `${counted(errors.length, 'error')}, ${counted(warnings.length, 'warning')}`,
    ...[...kinds]
      .sort(([, a], [, b]) => b - a)
      .map(([code, count]) => `  ${String(count).padStart(5)}  ${code.replaceAll('-', ' ')}`),
    '',
  ];
}
