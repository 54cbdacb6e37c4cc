import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import type { Holding } from '../sample/marker.js';
import { CommandError } from './output.js';

/** What a start was told about the sample city; `ask` when nothing was said. */
export type Wish = 'yes' | 'no' | 'ask';

export interface Choosing {
  readonly holding: Holding;
  readonly wish: Wish;
  readonly folder: string;
  /** Asks the person at the terminal; absent without one. */
  readonly ask?: (question: string) => Promise<string>;
  readonly tell: (words: string) => void;
}

/** What is in the folder, or will be. */
export type Chosen = 'sample' | 'own';

const offer = `
This data folder is new. Charter can begin with a sample city: Riverton, a made-up town
with services, their staff, some three hundred cases and a clock that can be moved.
All of its people are made up and nobody needs a password: use it to look around only.

  1  sample city (default)
  2  empty, for a city of your own

Your choice [1]: `;

const chosenWithoutAsking =
  'This data folder is new: it gets the sample city, a demonstration with made-up people and no\n' +
  'passwords. To start empty instead: charter start --empty';

/**
 * Whether a start is one of the sample city: asked for a new folder, and never where other data is.
 *
 * @throws CommandError when the wish does not fit what is there
 */
export async function chooseCity({ holding, wish, folder, ask, tell }: Choosing): Promise<Chosen> {
  switch (holding.kind) {
    case 'own':
      if (wish !== 'yes') return 'own';
      throw new CommandError(
        `${folder} has data already; the sample city needs a folder of its own: --data <folder>.`,
      );
    case 'sample':
      if (wish !== 'no') return 'sample';
      throw new CommandError(
        `${folder} is the sample city; start empty in another folder: --data <folder>.`,
      );
    case 'nothing':
      return chooseForNew(wish, ask, tell);
  }
}

async function chooseForNew(
  wish: Wish,
  ask: Choosing['ask'],
  tell: Choosing['tell'],
): Promise<Chosen> {
  if (wish !== 'ask') return wish === 'yes' ? 'sample' : 'own';
  if (ask === undefined) {
    tell(chosenWithoutAsking);
    return 'sample';
  }
  for (;;) {
    const answer = (await ask(offer)).trim().toLowerCase();
    if (['', '1', 'sample'].includes(answer)) return 'sample';
    if (['2', 'empty'].includes(answer)) return 'own';
    tell('Please answer 1 or 2.');
  }
}

/** As a shell ends a command that was interrupted. */
const interrupted = 130;

/** Asks on the terminal, where Ctrl-C and Ctrl-D end the program; undefined when there is none. */
export function askOnTerminal(): Choosing['ask'] {
  const { stdin, stdout } = process;
  if (!stdin.isTTY || !stdout.isTTY) return undefined;
  return async (question) => {
    const lines = createInterface({ input: stdin, output: stdout });
    const given = lines.question(question);
    const gone = once(lines, 'close').then(() => undefined);
    try {
      const answer = await Promise.race([given.catch(() => undefined), gone]);
      if (answer === undefined) throw new CommandError('\nNothing was made.', interrupted);
      return answer;
    } finally {
      lines.close();
    }
  };
}
