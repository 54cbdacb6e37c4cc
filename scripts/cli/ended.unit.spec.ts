import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { StoreLockedError } from '../../domain/kernel/faults.js';
import { endedBy } from './ended.js';
import { CommandError } from './output.js';

const failureOf = (work: () => unknown): unknown => {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
};

describe('the end of a command that failed', () => {
  it('says in a sentence which path the system refused, and what to do', () => {
    const missing = join(tmpdir(), 'charter-no-such-file');
    expect(endedBy(failureOf(() => readFileSync(missing)))).to.deep.equal({
      exitCode: 1,
      words: `${missing} is not there: check the path.`,
    });
    expect(endedBy(failureOf(() => writeFileSync(tmpdir(), ''))).words).to.equal(
      `${tmpdir()} is a folder: name a file.`,
    );
  });

  it('says what a fault says, and ends as a command asks for', () => {
    expect(endedBy(new StoreLockedError('log')).exitCode).to.equal(2);
    expect(endedBy(new CommandError('Nothing was made.', 130))).to.deep.equal({
      exitCode: 130,
      words: 'Nothing was made.',
    });
  });

  it('shows where anything else came from', () => {
    expect(endedBy(new TypeError('inside')).words).to.match(/TypeError: inside\n +at /);
  });
});
