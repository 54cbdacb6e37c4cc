import { internalCaller } from '../../commands/access/caller.js';
import type { Application } from '../../commands/index.js';
import { streamName } from '../../domain/kernel/ids.js';
import type { ImportApp, Peeked } from './app.js';
import { ImportError } from './import-error.js';

const nothing: Peeked = { amounts: {}, timers: [] };

/**
 * What an import needs, from the writing side of a city.
 *
 * @example
 * importAppOf(commands, { log: store, folder: join(data, 'imports'), settleDue });
 */
export function importAppOf(
  commands: Pick<Application, 'execute' | 'peek'>,
  rest: Omit<ImportApp, 'execute' | 'peek'>,
): ImportApp {
  const caller = internalCaller('import');
  return {
    ...rest,
    execute: (dispatch) => commands.execute(dispatch),
    peek: async (reference, at) => {
      const peeked = await commands.peek(streamName(`case-${reference}`), { caller, at });
      if (peeked === undefined) return nothing;
      if (!peeked.ok) throw new ImportError(`Case ${reference}: ${peeked.error.message}`);
      const { state } = peeked.value;
      return state.status === 'none' ? nothing : { amounts: state.amounts, timers: state.timers };
    },
  };
}
