import type { Command } from 'commander';

const wordsOf = (command: Command): string =>
  command.parent === null ? command.name() : `${wordsOf(command.parent)} ${command.name()}`;

/** After a mistake, each command names its own help. */
export function hintAtHelp(command: Command): void {
  const what = command.commands.length > 0 ? 'its commands' : 'what it takes';
  command.showHelpAfterError(`(${wordsOf(command)} --help shows ${what})`);
  for (const below of command.commands) hintAtHelp(below);
}
