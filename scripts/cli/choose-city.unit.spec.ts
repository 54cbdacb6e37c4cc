import { expect } from 'chai';
import { instant } from '../../domain/kernel/instant.js';
import { chooseCity, type Choosing } from './choose-city.js';
import { CommandError } from './output.js';

const sample = { kind: 'sample', madeFor: instant('2026-01-05T04:00:00Z'), ready: true } as const;

function choose(given: Partial<Choosing>) {
  const told: string[] = [];
  const tell = (words: string) => void told.push(words);
  const choice = chooseCity({
    holding: { kind: 'nothing' },
    wish: 'ask',
    folder: 'data',
    tell,
    ...given,
  });
  return { choice, told };
}

const answering =
  (...answers: string[]): NonNullable<Choosing['ask']> =>
  () =>
    Promise.resolve(answers.shift() ?? '');

describe('which city a start is of', () => {
  it('is asked for a new folder at a terminal, the sample city when nothing is said', async () => {
    expect(await choose({ ask: answering('') }).choice).to.equal('sample');
    expect(await choose({ ask: answering('2') }).choice).to.equal('own');
    expect(await choose({ ask: answering(' Empty ') }).choice).to.equal('own');
  });

  it('is asked again when the answer is not understood', async () => {
    const { choice, told } = choose({ ask: answering('perhaps', 'n', 'y', '1') });
    expect(await choice).to.equal('sample');
    expect(told).to.have.length(3);
  });

  it('is the sample city without a terminal, which is said with how to start empty', async () => {
    const { choice, told } = choose({});
    expect(await choice).to.equal('sample');
    expect(told.join(' ')).to.include('charter start --empty');
  });

  it('is what was wished for, without a question', async () => {
    const ask = () => Promise.reject(new Error('asked'));
    expect(await choose({ wish: 'yes', ask }).choice).to.equal('sample');
    expect(await choose({ wish: 'no', ask }).choice).to.equal('own');
  });

  it('is the one that the folder holds', async () => {
    expect(await choose({ holding: sample }).choice).to.equal('sample');
    expect(await choose({ holding: { kind: 'own' } }).choice).to.equal('own');
  });

  it('is never the sample city where other data is, nor empty where the sample city is', async () => {
    const refusal = (given: Partial<Choosing>) =>
      choose(given).choice.catch((error: unknown) => error);
    expect(await refusal({ holding: { kind: 'own' }, wish: 'yes' })).to.be.instanceOf(CommandError);
    expect(await refusal({ holding: sample, wish: 'no' })).to.be.instanceOf(CommandError);
  });
});
