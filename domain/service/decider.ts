import type { Authority } from '../kernel/authority.js';
import type { Decider } from '../kernel/decider.js';
import { streamName, type StreamName } from '../kernel/ids.js';
import type { ServiceCommand } from './commands.js';
import type { Decided, ServiceContext } from './decide/context.js';
import { correctTexts } from './decide/correct-texts.js';
import { adopt, discardDraft, draft } from './decide/draft.js';
import { publish } from './decide/publish.js';
import { withdraw } from './decide/withdraw.js';
import type { ServiceEvent } from './events.js';
import { evolve } from './evolve.js';
import type { ServiceState } from './state.js';

export const serviceStream = (authority: Authority, code: string): StreamName =>
  streamName(`service-${authority}-${code}`);

function decide(command: ServiceCommand, state: ServiceState, context: ServiceContext): Decided {
  switch (command.operation) {
    case 'draft':
      return draft(command.body, state, context);
    case 'adopt':
      return adopt(command.body, state, context);
    case 'publish':
      return publish(command.body, state, context);
    case 'discard-draft':
      return discardDraft(command.body, state, context);
    case 'correct-texts':
      return correctTexts(command.body, state, context);
    case 'withdraw':
      return withdraw(command.body, state, context);
  }
}

/** Drafting and publishing of one service of one authority: stream `service-<authority>-<code>`. */
export const serviceDecider: Decider<ServiceState, ServiceCommand, ServiceEvent, ServiceContext> = {
  initialState: { status: 'absent' },
  decide,
  evolve,
};
