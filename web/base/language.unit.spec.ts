import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { caseEvents } from '../../domain/case/events.js';
import type { TimerSetting } from '../../domain/case/header.js';
import { actorKinds } from '../../domain/kernel/envelope.js';
import { outcomes, partyKinds, priorities } from '../../domain/service/schema/index.js';
import { jsonTypes, knownFormats } from '../../domain/kernel/form/index.js';
import { root } from '../../scripts/root.js';
import { views } from '../cases/list-page.js';
import { operationPages } from '../cases/next-steps.js';
import { clockSteps } from '../parts.js';
import { problemNames } from './problems.js';
import { lengthKeys } from '../apply/promise.js';
import { languages, readMessages, sayer } from './language.js';
import { faultKeys } from '../forms/fault-words.js';
import { knownRejections } from '../words/rejection-words.js';

const messages = readMessages(root);
const places = (text: string): readonly string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).sort();

const sources = (folder: string, ending: RegExp): readonly string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));

/** Keys that stand as such in templates and code. */
const written = [
  ...sources(join(root, 'web', 'templates'), /\.njk$/),
  ...sources(join(root, 'web'), /(?<!\.spec)\.ts$/),
].flatMap((text) =>
  [...text.matchAll(/\bt\(\s*(['"])([\w.-]+)\1\s*[,)]/g)].map(([, , key = '']) => key),
);

const facts = caseEvents.map(({ type }) => type.split('.')[1] ?? '');
const titledOtherwise = ['acted', 'moved', 'assigned', 'commented'];
const changes = [
  'started',
  'resumed',
  'moved',
  'paused',
  'ended',
] satisfies TimerSetting['change'][];

const of = (prefix: string, names: Iterable<string>): readonly string[] =>
  [...names].map((name) => `${prefix}.${name}`);

/** Keys that are made of codes, from the lists that the codes come from. */
const made: readonly string[] = [
  ...of('outcome', outcomes),
  ...of('priority', priorities),
  ...of('who', actorKinds),
  ...of('actAs.kind', actorKinds),
  ...of('home.intro', actorKinds),
  ...of('list.none', actorKinds),
  ...of('apply.kind', partyKinds),
  ...of('apply.contact', ['name', 'phone', 'email']),
  ...of('list.view', views),
  ...of('queue.tab', ['waiting', 'mine', 'overdue']),
  ...of('queue.none', ['waiting', 'mine', 'overdue']),
  ...of('operation', operationPages),
  ...of('done', ['act', 'complete-task', ...operationPages]),
  ...of('clock.step', clockSteps),
  ...of(
    'clock.fact',
    facts.filter((fact) => fact !== 'timer-passed'),
  ),
  ...of(
    'step',
    facts.filter(
      (fact) =>
        !titledOtherwise.includes(fact) &&
        fact !== 'task-completed' &&
        fact !== 'document-reviewed',
    ),
  ),
  ...of('step.moved', ['deemed', 'lapsed']),
  ...of('step.commented', ['internal', 'parties', 'public']),
  ...of('step.task-completed', ['done', 'refused', 'skipped']),
  ...of('step.document-reviewed', ['accepted', 'rejected']),
  ...of('detail.timer', changes),
  ...of('form.result', ['done', 'refused', 'skipped']),
  ...of('form.visibility', ['internal', 'parties']),
  ...of('rejection', [...knownRejections, 'invalid', 'conflict', 'forbidden', 'missing']),
  ...Object.values(faultKeys),
  ...of('fault.type', jsonTypes),
  ...of('fault.format', knownFormats),
  ...problemNames.flatMap((name) => of(`problem.${name}`, ['title', 'text', 'next'])),
  ...lengthKeys.flatMap((key) => [`length.${key}`, `length.${key}.one`]),
];

describe('words of the pages', () => {
  it('has the same keys in every language', () => {
    for (const language of languages)
      expect(Object.keys(messages[language])).to.have.members(Object.keys(messages.en));
  });

  it('has the same places to fill in every language', () => {
    for (const key of Object.keys(messages.en))
      expect(places(messages.hi[key] ?? ''), key).to.deep.equal(places(messages.en[key] ?? ''));
  });

  it('has every key that templates and code name', () => {
    expect(written).to.have.length.above(200);
    expect(messages.en).to.include.keys(...written);
  });

  it('has every key that is made of codes', () => {
    expect(messages.en).to.include.keys(...made);
  });

  it('has no English where Hindi is meant', () => {
    const latin = Object.entries(messages.hi).filter(
      ([key, text]) => !/\p{Script=Devanagari}/u.test(text) && messages.en[key] !== text,
    );
    expect(latin).to.deep.equal([]);
  });
});

describe('saying a key', () => {
  const say = sayer({ greeting: '{who} has {count} cases' });

  it('fills its places', () => {
    expect(say('greeting', { who: 'Asha', count: 2 })).to.equal('Asha has 2 cases');
  });

  it('leaves nothing where there is no value', () => {
    expect(say('greeting', { who: 'Asha' })).to.equal('Asha has  cases');
  });

  it('shows a key that has no words', () => {
    expect(say('farewell')).to.equal('farewell');
  });
});
