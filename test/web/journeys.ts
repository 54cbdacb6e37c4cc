import { expect } from 'chai';
import type { Seen, Values, Visitor } from './visitor.js';

/** The shortest complaint about a street light: step of the form → what is entered. */
export const darkLamp: Readonly<Record<string, Values>> = {
  type: { type: 'light-not-working' },
  'form-1': {
    'answers.description': 'The lamp at the corner of Station Road has been dark for a week.',
    'answers.danger': 'possible',
  },
  'form-2': { address: '12 Station Road', area: 'ward-4' },
  'form-3': {},
  'form-4': {},
  'reporter-kind': { 'party.reporter.kind': 'person' },
  'reporter-contact': {
    'party.reporter.name': 'Asha Verma',
    'party.reporter.phone': '98100 12345',
  },
  documents: {},
};

const stepOf = ({ path }: Seen): string => path.split('?')[0]?.split('/').at(-1) ?? '';

/** Goes through an application as far as the page of all answers. */
export async function fillIn(
  visitor: Visitor,
  service: string,
  answers: Readonly<Record<string, Values>>,
): Promise<Seen> {
  let page = await visitor.submit(await visitor.go(`/apply/${service}`));
  for (let steps = 0; stepOf(page) !== 'check' && steps < 20; steps++) {
    const step = stepOf(page);
    expect(answers, `answers for the page ${step}`).to.have.property(step);
    page = await visitor.submit(page, answers[step]);
    expect(page.errors, `errors of ${step}`).to.deep.equal([]);
  }
  return page;
}

/** Reports a dark street lamp; the reference of the case. */
export async function report(
  visitor: Visitor,
  changes: Readonly<Record<string, Values>> = {},
): Promise<string> {
  const check = await fillIn(visitor, 'complaint', { ...darkLamp, ...changes });
  const done = await visitor.submit(check);
  expect(stepOf(done)).to.equal('done');
  const href = /href="\/(?:cases|track)\/(\w{9})"/.exec(done.html);
  return href?.[1] ?? expect.fail(`no reference in ${done.text}`);
}
