import { expect } from 'chai';
import {
  action,
  addAction,
  addState,
  addTimer,
  findings,
  item,
  timer,
  type Draft,
} from '../../../test/samples/linted.js';

const cases: readonly (readonly [string, (draft: Draft) => void, string])[] = [
  [
    'a state that no case gets into',
    (d) => addState(d, { code: 'limbo' }),
    'warning unreachable-state /workflow/states/3',
  ],
  [
    'a state that no case gets out of',
    (d) => {
      addState(d, { code: 'trap' });
      addAction(d, { code: 'fall', from: ['new'], to: 'trap' });
    },
    'error dead-end /workflow/states/3',
  ],
  [
    'states that only lead round in a ring',
    (d) => {
      addState(d, { code: 'a' });
      addState(d, { code: 'b' });
      addAction(d, { code: 'go', from: ['new'], to: 'a' });
      addAction(d, { code: 'on', from: ['a'], to: 'b' });
      addAction(d, { code: 'back', from: ['b'], to: 'a' });
    },
    'error dead-end /workflow/states/4',
  ],
  [
    'an end without outcome',
    (d) => delete item(d.workflow.states, 2).outcome,
    'error outcome-missing /workflow/states/2',
  ],
  [
    'an outcome where nothing ends',
    (d) => (item(d.workflow.states, 0).outcome = 'granted'),
    'warning outcome-unused /workflow/states/0/outcome',
  ],
  [
    'a state called "same"',
    (d) => addState(d, { code: 'same' }),
    'error reserved-code /workflow/states/3/code',
  ],
  [
    'an action that leads nowhere',
    (d) => (action(d, 'fix').to = 'mended'),
    'error unknown-state /workflow/actions/0/to',
  ],
  [
    'an action from nowhere',
    (d) => (action(d, 'fix').from = ['new', 'old']),
    'error unknown-state /workflow/actions/0/from/1',
  ],
  [
    'an action that nobody may take',
    (d) => (action(d, 'fix').by = { staff: [] }),
    'error nobody /workflow/actions/0/by',
  ],
  [
    'an action for timers that none takes',
    (d) => (action(d, 'fix').by = { timer: true }),
    'warning never-taken /workflow/actions/0/by',
  ],
  [
    'an action of a party that there is not',
    (d) => (action(d, 'fix').by = { party: ['owner'] }),
    'error unknown-party /workflow/actions/0/by/party/0',
  ],
  [
    'an action that needs an undeclared document',
    (d) => (action(d, 'fix').documents = ['photo', 'plan']),
    'error unknown-document /workflow/actions/0/documents/1',
  ],
  [
    'a start in no state',
    (d) => (item(d.start, 0).state = 'begin'),
    'error unknown-state /start/0/state',
  ],
  [
    'a start that is an end',
    (d) => (item(d.start, 0).state = 'closed'),
    'warning starts-at-end /start/0/state',
  ],
  ['a start for nobody', (d) => (item(d.start, 0).by = {}), 'error nobody /start/0/by'],
  [
    'a start by a party that there is not',
    (d) => (item(d.start, 0).by = { party: ['owner'] }),
    'error unknown-party /start/0/by/party/0',
  ],
  [
    'a code that is there twice',
    (d) => addAction(d, { code: 'fix', from: ['new'], to: 'fixed' }),
    'error duplicate-code /workflow/actions/3/code',
  ],
  [
    'a kind whose code is there twice, wherever in the tree',
    (d) => (item(d.types, 1).code = 'lamp-dark'),
    'error duplicate-code /types/1/code',
  ],
  [
    'a timer on an unknown state',
    (d) => addTimer(d, { name: 'x', starts: { on: 'state', state: 'open' } }),
    'error unknown-state /workflow/timers/2/starts/state',
  ],
  [
    'a timer on an unknown action',
    (d) => addTimer(d, { name: 'x', starts: { on: 'action', action: 'open' } }),
    'error unknown-action /workflow/timers/2/starts/action',
  ],
  [
    'a timer ended by what there is not',
    (d) => addTimer(d, { name: 'x', endedBy: { states: ['open'] } }),
    'error unknown-state /workflow/timers/2/endedBy/states/0',
  ],
  [
    'a timer that takes an unknown action',
    (d) => addTimer(d, { name: 'x', passing: [{ do: 'take', action: 'open' }] }),
    'error unknown-action /workflow/timers/2/passing/0/action',
  ],
  [
    'a timer that takes an action it may not',
    (d) => addTimer(d, { name: 'x', passing: [{ do: 'take', action: 'fix' }] }),
    'error not-by-timer /workflow/timers/2/passing/0/action',
  ],
  [
    'a timer that moves the case nowhere',
    (d) => addTimer(d, { name: 'x', passing: [{ do: 'move', to: 'gone', reason: 'lapsed' }] }),
    'error unknown-state /workflow/timers/2/passing/0/to',
  ],
  [
    'a timer that escalates to nobody',
    (d) => addTimer(d, { name: 'x', passing: [{ do: 'escalate' }] }),
    'error no-escalation /workflow/timers/2/passing/0',
  ],
  [
    'a timer without length',
    (d) => (timer(d, 'closing').length = { calendarDays: 0 }),
    'error timer-without-length /workflow/timers/1/length',
  ],
  [
    'a timer that never runs',
    (d) => {
      item(d.workflow.states, 1).clock = 'stopped';
      timer(d, 'closing').pauses = true;
    },
    'warning timer-stands-still /workflow/timers/1/pauses',
  ],
  [
    'a timer ended by leaving no state',
    (d) => (timer(d, 'repair').endedBy = { leaving: true }),
    'warning leaving-unused /workflow/timers/0/endedBy/leaving',
  ],
  [
    'timers that pass for ever',
    (d) => {
      addTimer(d, {
        name: 'back',
        starts: { on: 'state', state: 'closed' },
        passing: [{ do: 'move', to: 'fixed', reason: 'lapsed' }],
      });
    },
    'warning timer-loop /workflow/timers/1',
  ],
];

describe('linter of workflows', () => {
  const sound = findings(() => undefined);

  for (const [what, change, expected] of cases)
    it(`finds ${what}`, () => {
      expect(findings(change)).to.include(expected);
      expect(sound).not.to.include(expected);
    });
});
