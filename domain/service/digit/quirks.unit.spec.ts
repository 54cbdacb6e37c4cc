import { expect } from 'chai';
import {
  action,
  codes,
  imported,
  notesOf,
  only,
  smallest,
  state,
  type Smallest,
} from '../../../test/samples/digit.js';
import { importDigitWorkflow, noteText } from './index.js';

describe('import of odd DIGIT workflows', () => {
  const quirks: readonly (readonly [string, (service: Smallest) => void, string, string[]])[] = [
    ['a limit of zero', (s) => (s.businessServiceSla = 0), 'no-period', ['']],
    ['an empty limit', (s) => (s.businessServiceSla = ''), 'no-period', ['']],
    ['no limit', (s) => (s.businessServiceSla = null), 'no-standard', ['']],
    ['a limit of zero in a state', (s) => (state(s, 1).sla = 0), 'no-period', ['OPEN']],
    ['a limit of an end', (s) => (state(s, 2).sla = 5), 'limit-dropped', ['CLOSED']],
    ['a limit of the entry', (s) => (state(s, 0).sla = 5), 'limit-dropped', ['(entry)']],
    ['roles as text', (s) => (action(s, 1).roles = 'CLERK, BOSS'), 'roles-as-text', ['OPEN/CLOSE']],
    ['flags as text', (s) => (state(s, 2).isTerminateState = 'true'), 'flag-as-text', ['CLOSED']],
    [
      'an action that is not active',
      (s) =>
        state(s, 1).actions!.push({ action: 'X', nextState: 'Y', roles: ['R'], active: 'false' }),
      'inactive-action',
      ['OPEN/X'],
    ],
    [
      'an action without roles',
      (s) => state(s, 1).actions!.push({ action: 'X', nextState: 'OPEN', roles: null }),
      'no-roles',
      ['OPEN/X'],
    ],
    ['any role', (s) => (action(s, 1).roles = ['*']), 'any-role', ['OPEN/CLOSE']],
    [
      'a next state by uuid',
      (s) => {
        state(s, 2).uuid = 'b1d5';
        action(s, 1).nextState = 'b1d5';
      },
      'state-by-uuid',
      ['OPEN/CLOSE'],
    ],
    ['a second start', (s) => (state(s, 1).isStartState = true), 'start-flag', ['OPEN']],
    [
      'no entry',
      (s) => {
        s.states.shift();
        state(s, 0).isStartState = true;
      },
      'entry-guessed',
      ['OPEN'],
    ],
    [
      'two entries',
      (s) =>
        s.states.push({
          state: '',
          actions: [{ action: 'CALL', nextState: 'OPEN', roles: ['CLERK'] }],
        }),
      'entries-merged',
      ['(entry)'],
    ],
    [
      'a state that is there twice',
      (s) => s.states.push({ state: 'OPEN', actions: null }),
      'state-twice',
      ['OPEN'],
    ],
    [
      'states that codes can not tell apart',
      (s) => {
        state(s, 1).state = 'खुला';
        action(s, 0).nextState = 'खुला';
        state(s, 2).state = 'पूरा';
        action(s, 1).nextState = 'पूरा';
      },
      'state-renamed',
      ['पूरा'],
    ],
    [
      'a state whose name means something to us',
      (s) => {
        state(s, 1).state = 'same';
        action(s, 0).nextState = 'same';
      },
      'state-renamed',
      ['same'],
    ],
    [
      'two entries by one action',
      (s) =>
        s.states.push({
          state: null,
          actions: [{ action: 'APPLY', nextState: 'OPEN', roles: ['COUNTER'] }],
        }),
      'entry-twice',
      ['(entry)/APPLY'],
    ],
    [
      'an action that leads nowhere from a state that nothing leads to',
      (s) =>
        s.states.push({
          state: 'LIMBO',
          actions: [{ action: 'GO', nextState: '0af1', roles: ['CLERK'] }],
        }),
      'unreachable-state',
      ['LIMBO'],
    ],
    [
      'an end that is not flagged',
      (s) => (state(s, 2).isTerminateState = false),
      'no-way-out',
      ['CLOSED'],
    ],
    [
      'an end whose name tells nothing',
      (s) => {
        state(s, 2).state = 'Z';
        action(s, 1).nextState = 'Z';
      },
      'outcome-unknown',
      ['Z'],
    ],
    [
      'a document to be uploaded',
      (s) => (state(s, 2).docUploadRequired = true),
      'document-required',
      ['OPEN/CLOSE'],
    ],
    ['a foreign tenant', (s) => (s.tenantId = 'pb.amritsar'), 'tenant-replaced', ['']],
    [
      'a name that is no code',
      (s) => (action(s, 1).action = 'CLOSE IT'),
      'action-renamed',
      ['OPEN/CLOSE IT'],
    ],
    [
      'a notification by an unknown channel',
      (s) =>
        (action(s, 1).notifications = [
          { audience: 'CITIZEN', channel: 'PIGEON', templateRef: 't' },
        ]),
      'channel-unknown',
      ['OPEN/CLOSE'],
    ],
  ];
  for (const [what, change, code, places] of quirks)
    it(`survives ${what} with a warning that says where`, () => {
      const result = imported(change);
      only(result);
      expect(notesOf(result, code)).to.deep.equal(places);
      expect(codes(imported(() => undefined).warnings)).not.to.include(code);
    });

  it('opens a way in that stands there twice to all who may take either', () => {
    const definition = only(
      imported((s) =>
        s.states.push({
          state: null,
          actions: [{ action: 'APPLY', nextState: 'OPEN', roles: ['COUNTER'] }],
        }),
      ),
    );
    expect(definition.start.map(({ by }) => by.staff)).to.deep.equal([['CLERK', 'COUNTER']]);
  });

  it('requires a document for the actions that lead into a state that needs one', () => {
    const definition = only(imported((s) => (state(s, 2).docUploadRequired = true)));
    expect(definition.workflow.actions[0]?.documents).to.deep.equal(['workflow_document']);
    expect(definition.documents.map(({ kind }) => kind)).to.deep.equal(['workflow_document']);
  });

  it('lets answers be amended where the state can be updated', () => {
    const definition = only(imported((s) => (state(s, 1).isStateUpdatable = true)));
    expect(definition.workflow.states.map(({ editable }) => editable)).to.deep.equal(['all', []]);
  });

  const unusable: readonly (readonly [string, (service: Smallest) => void, string])[] = [
    [
      'an action that leads nowhere',
      (s) => (action(s, 1).nextState = '11111111-2222'),
      'TINY, state OPEN, action CLOSE: No state is "11111111-2222", where the action leads.',
    ],
    [
      'an entry that leads nowhere',
      (s) => (action(s, 0).nextState = null),
      'TINY, state (entry), action APPLY: No state is "", where the action leads.',
    ],
    [
      'an entry without actions',
      (s) => (state(s, 0).actions = []),
      'TINY: No action begins a case: there is no usable state without a name.',
    ],
    [
      'actions that are no list',
      (s) => ((state(s, 1) as { actions: unknown }).actions = 'CLOSE'),
      'TINY, /0/states/1/actions: Invalid input: expected array, received string',
    ],
  ];
  for (const [what, change, message] of unusable)
    it(`refuses ${what} and says where`, () => {
      const { errors, definitions } = imported(change);
      expect(errors.map(noteText)).to.deep.equal([message]);
      expect(definitions).to.deep.equal([]);
    });

  it('takes a state that is never left for resolved', () => {
    const definition = only(imported((s) => (action(s, 1).nextState = 'OPEN')));
    expect(definition.workflow.states.map(({ kind }) => kind)).to.deep.equal(['resolved']);
  });

  it('keeps the sound services of a file in which one is unusable', () => {
    const broken = smallest();
    action(broken, 1).nextState = 'NOWHERE';
    const { definitions, errors } = importDigitWorkflow([broken, smallest()]);
    expect(definitions.map(({ code }) => code)).to.deep.equal(['tiny']);
    expect(codes(errors)).to.deep.equal(['leads-nowhere']);
  });
});
