import { expect } from 'chai';
import {
  action,
  addState,
  addTimer,
  findings,
  item,
  properties,
  t,
  type Draft,
} from '../../../test/samples/linted.js';

const cases: readonly (readonly [string, (draft: Draft) => void, string])[] = [
  ['a standard that is no timer', (d) => (d.standard = 'promise'), 'error unknown-timer /standard'],
  [
    'a limit of a kind that is no timer',
    (d) => (item(d.types, 1).limits = { promise: { workingDays: 1 } }),
    'error unknown-timer /types/1/limits/promise',
  ],
  [
    'escalation on no timer',
    (d) => (d.escalation = { timer: 'promise', levels: [{ to: { kind: 'supervisor' } }] }),
    'error unknown-timer /escalation/timer',
  ],
  [
    'a second level of escalation without time',
    (d) =>
      (d.escalation = {
        timer: 'repair',
        levels: [{ to: { kind: 'supervisor' } }, { to: { kind: 'supervisor' } }],
      }),
    'error after-missing /escalation/levels/1/after',
  ],
  [
    'a first level of escalation with a time that is never looked at',
    (d) =>
      (d.escalation = {
        timer: 'repair',
        levels: [{ to: { kind: 'supervisor' }, after: { workingDays: 1 } }],
      }),
    'warning after-unused /escalation/levels/0/after',
  ],
  [
    'an undeclared amount',
    (d) => (d.amounts = []),
    'error unknown-amount /workflow/actions/0/effects/0/amount',
  ],
  ['amounts without currency', (d) => delete d.currency, 'error currency-missing /currency'],
  [
    'an effect that ends no timer',
    (d) => (action(d, 'note').effects = [{ effect: 'end-timer', timer: 'x' }]),
    'error unknown-timer /workflow/actions/2/effects/0/timer',
  ],
  [
    'an effect that sends no notification',
    (d) => (action(d, 'note').effects = [{ effect: 'notify', notification: 'x' }]),
    'error unknown-notification /workflow/actions/2/effects/0',
  ],
  [
    'a timer that sends no notification',
    (d) => addTimer(d, { name: 'x', passing: [{ do: 'notify', notification: 'x' }] }),
    'error unknown-notification /workflow/timers/2/passing/0/notification',
  ],
  [
    'an effect that makes no output',
    (d) => (action(d, 'note').effects = [{ effect: 'output', output: 'x' }]),
    'error unknown-output /workflow/actions/2/effects/0/output',
  ],
  [
    'feedback that the service does not take',
    (d) => (action(d, 'note').effects = [{ effect: 'feedback' }]),
    'error no-feedback /workflow/actions/2/effects/0',
  ],
  [
    'assigning by a rule that there is not',
    (d) => (action(d, 'fix').effects = [{ effect: 'assign', to: 'rule' }]),
    'error no-assignment-rule /workflow/actions/0/effects/0',
  ],
  [
    'tasks that open nowhere',
    (d) => (item(d.workflow.tasks, 0).opensIn = 'x'),
    'error unknown-state /workflow/tasks/0/opensIn',
  ],
  [
    'more tasks to be done than there are',
    (d) => (item(d.workflow.tasks, 0).complete = { least: 2 }),
    'error never-complete /workflow/tasks/0/complete',
  ],
  [
    'tasks completed by a rule that looks at none',
    (d) => (item(d.workflow.tasks, 0).complete = { rule: 'answers.poles > 1' }),
    'error never-complete /workflow/tasks/0/complete',
  ],
  [
    'tasks followed by an unknown action',
    (d) => (item(d.workflow.tasks, 0).then = 'x'),
    'error unknown-action /workflow/tasks/0/then',
  ],
  [
    'tasks followed by an action of another state',
    (d) => (item(d.workflow.tasks, 0).then = 'close'),
    'warning then-not-open /workflow/tasks/0/then',
  ],
  [
    'a rule that does not compile',
    (d) => (action(d, 'fix').guard = 'answers.poles >'),
    'error rule-invalid /workflow/actions/0/guard',
  ],
  [
    'a rule on an unknown name',
    (d) => (action(d, 'fix').guard = 'weather = "fine"'),
    'error rule-invalid /workflow/actions/0/guard',
  ],
  [
    'a rule on a question that is not asked',
    (d) => (action(d, 'fix').guard = 'answers.weather = "fine"'),
    'error rule-unknown-name /workflow/actions/0/guard',
  ],
  [
    'a rule on what another action asks',
    (d) => (action(d, 'note').guard = 'input.hours > 1'),
    'error rule-unknown-name /workflow/actions/2/guard',
  ],
  [
    'a code that rules would misread',
    (d) =>
      (d.amounts = [
        { code: 'cost', title: t('X') },
        { code: 'late-cost', title: t('X') },
      ]),
    'warning unspeakable-code /amounts/1/code',
  ],
  [
    'a form that is no schema',
    (d) => (properties(d).poles = { type: 'whole' }),
    'error form-invalid /form/schema',
  ],
  [
    'personal data of nobody here',
    (d) => (properties(d).phone = { type: 'string', personal: { of: 'owner' } }),
    'error unknown-party /form/schema/properties/phone',
  ],
  [
    'personal data that does not say whose',
    (d) => (properties(d).phone = { type: 'string', personal: true }),
    'error personal-invalid /form/schema/properties/phone',
  ],
  [
    'personal data within an answer',
    (d) =>
      (properties(d).phone = {
        type: 'object',
        properties: { home: { type: 'string', personal: { of: 'reporter' } } },
      }),
    'error personal-nested /form/schema/properties/phone',
  ],
  [
    'a page that asks what the form does not have',
    (d) => ((d.form as { pages: unknown }).pages = [{ title: t('X'), fields: ['poles', 'name'] }]),
    'error unknown-field /form/pages/0/fields/1',
  ],
  [
    'a field that no page asks',
    (d) => ((d.form as { pages: unknown }).pages = [{ title: t('X'), fields: ['poles'] }]),
    'warning field-on-no-page /form/schema/properties/phone',
  ],
  [
    'words for a field that there is not',
    (d) => ((d.form as { labels: unknown }).labels = { size: { label: t('X') } }),
    'warning label-unused /form/labels/size',
  ],
  [
    'an answer required but not asked',
    (d) => (item(d.types, 1).required = ['height']),
    'error unknown-field /types/1/required/0',
  ],
  [
    'a notification on no action',
    (d) =>
      (d.notifications = [
        { code: 'n', on: ['x'], to: ['reporter'], channels: ['sms'], body: t('X') },
      ]),
    'error unknown-action /notifications/0/on/0',
  ],
  [
    'a notification to nobody here',
    (d) =>
      (d.notifications = [
        { code: 'n', on: ['fix'], to: ['mayor'], channels: ['sms'], body: t('X') },
      ]),
    'warning unknown-audience /notifications/0/to/0',
  ],
  [
    'a charge on no action',
    (d) => (d.charges = [{ code: 'c', title: t('X'), kind: 'fee', amount: '100', on: 'x' }]),
    'error unknown-action /charges/0/on',
  ],
  [
    'a decision by no action',
    (d) => (d.decision = { actions: ['x'] }),
    'error unknown-action /decision/actions/0',
  ],
  [
    'assignment in no state',
    (d) => (d.assignment = [{ states: ['x'], strategy: 'queue' }]),
    'error unknown-state /assignment/0/states/0',
  ],
];

describe('linter of service definitions', () => {
  it('finds no error in a sound service', () => {
    expect(
      findings(() => undefined).filter((finding) => finding.startsWith('error')),
    ).to.deep.equal([]);
  });

  const sound = findings(() => undefined);

  for (const [what, change, expected] of cases)
    it(`finds ${what}`, () => {
      expect(findings(change)).to.include(expected);
      expect(sound).not.to.include(expected);
    });

  it('puts errors before warnings', () => {
    const all = findings((d) => {
      addState(d, { code: 'limbo' });
      action(d, 'fix').to = 'mended';
    }).map((finding) => finding.split(' ')[0]);
    expect(all).to.deep.equal(all.toSorted());
  });

  it('finds roles that nobody holds when it is told who holds what', () => {
    expect(findings(() => undefined, { roles: new Set(['clerk']) })).to.include(
      'warning role-unheld /workflow/actions/0/by/staff/0',
    );
    expect(
      findings(() => undefined, { roles: new Set(['electrician']) }).filter((finding) =>
        finding.includes('role-unheld'),
      ),
    ).to.deep.equal([]);
  });

  it('finds calendars, offices and tariffs that the reference data lacks', () => {
    const nothing = {
      calendar: () => undefined,
      tariff: () => undefined,
      office: () => undefined,
      area: () => undefined,
      offices: () => [],
      areas: () => [],
      codes: () => undefined,
    };
    const found = findings(
      (d) => {
        action(d, 'fix').effects = [
          {
            effect: 'amount',
            amount: 'cost',
            change: 'set',
            value: { tariff: 'repairs', keyDate: 'opened', key: { poles: 'answers.poles' } },
          },
        ];
      },
      { reference: nothing },
    );
    expect(found).to.include.members([
      'warning missing-calendar /calendar',
      'warning missing-office /office',
      'warning missing-office /types/0/office',
      'warning missing-tariff /workflow/actions/0/effects/0/value',
    ]);
  });

  it('lets texts in rules say what they like', () => {
    const found = findings((d) => {
      action(d, 'fix').guard = 'answers.poles > 1 or case.office = "see answers.weather"';
    });
    expect(found.filter((finding) => finding.includes('rule-'))).to.deep.equal([]);
  });
});
