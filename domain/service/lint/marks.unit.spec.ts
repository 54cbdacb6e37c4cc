import { expect } from 'chai';
import { action, findings, properties, t, type Draft } from '../../../test/samples/linted.js';

const cases: readonly (readonly [string, (draft: Draft) => void, string])[] = [
  [
    'money without currency',
    (d) => {
      d.amounts = [];
      delete d.currency;
      action(d, 'fix').effects = [];
      properties(d).poles = { type: 'integer', money: true };
    },
    'error currency-missing /currency',
  ],
  [
    'money that is no whole number',
    (d) => (properties(d).poles = { type: 'number', money: true }),
    'error money-invalid /form/schema/properties/poles',
  ],
  [
    'a number that must have been in the past',
    (d) => (properties(d).poles = { type: 'integer', past: true }),
    'error past-invalid /form/schema/properties/poles',
  ],
  [
    'a place on a page of a service that takes none',
    (d) => {
      d.place = 'none';
      (d.form as { pages: object[] }).pages = [{ title: t('X'), fields: ['poles'], place: true }];
    },
    'error place-misplaced /form/pages/0/place',
  ],
  [
    'a place on two pages',
    (d) => {
      const page = { title: t('X'), fields: ['poles'], place: true };
      (d.form as { pages: object[] }).pages = [page, page];
    },
    'error place-misplaced /form/pages/1/place',
  ],
  [
    'a document required of those who apply that only staff bring',
    (d) => (d.documents = [{ kind: 'x', title: t('X'), by: 'staff', requiredWhen: 'true' }]),
    'error staff-document-required /documents/0/requiredWhen',
  ],
  [
    'words for a guard that there is not',
    (d) => (action(d, 'note').guardMessage = t('Not yet')),
    'warning guard-message-unused /workflow/actions/2/guardMessage',
  ],
];

describe('the linter on marks', () => {
  for (const [title, change, finding] of cases)
    it(`finds ${title}`, () => {
      expect(findings(change)).to.include(finding);
    });

  it('has nothing to say of those that fit', () => {
    const change = (draft: Draft): void => {
      draft.place = 'required';
      properties(draft).poles = { type: 'integer', money: true };
      Object.assign(action(draft, 'fix'), { guard: 'answers.poles > 0', guardMessage: t('None') });
    };
    expect(findings(change)).to.deep.equal(findings(() => undefined));
  });
});
